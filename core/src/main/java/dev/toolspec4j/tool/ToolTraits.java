package dev.toolspec4j.tool;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What programs, rather than models, need to know of a tool.
 *
 * @param title a name for people, such as {@code List peers}; not blank
 * @param effects what a call may do to the world, stated by the author
 * @param permission the permission a caller needs, such as {@code delegate}; empty when none is needed
 * @param formerNames names the tool had before; a call by one of them is answered with the present name; copied, in
 *     order
 */
public record ToolTraits(String title, Effects effects, Optional<String> permission, Set<String> formerNames) {

    /** Checks and copies the components; throws {@link IllegalArgumentException} for a blank title or permission. */
    public ToolTraits {
        Objects.requireNonNull(effects, "effects");
        if (title.isBlank()) {
            throw new IllegalArgumentException("a tool's title must not be blank");
        }
        if (permission.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("the permission of '" + title + "' must not be blank");
        }
        formerNames = Collections.unmodifiableSet(new LinkedHashSet<>(formerNames));
    }

    /** Returns traits without permission and former names. */
    public static ToolTraits of(String title, Effects effects) {
        return new ToolTraits(title, effects, Optional.empty(), Set.of());
    }

    /** Returns a copy that needs the permission. */
    public ToolTraits withPermission(String name) {
        return new ToolTraits(title, effects, Optional.of(name), formerNames);
    }

    /** Returns a copy that had these names before, oldest first. */
    public ToolTraits withFormerNames(String... names) {
        Set<String> former = new LinkedHashSet<>();
        Collections.addAll(former, names);
        return new ToolTraits(title, effects, permission, former);
    }

    /**
     * What a call may do, in the vocabulary of MCP tool annotations (revision 2025-11-25, {@code ToolAnnotations}).
     *
     * @param readOnly changes nothing that outlives the call
     * @param destructive may remove or overwrite something
     * @param idempotent a second call with the same arguments changes nothing more
     * @param openWorld deals with things beyond this program, such as other agents or people
     */
    public record Effects(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

        /** Refuses what contradicts itself: a read-only tool destroys nothing. */
        public Effects {
            if (readOnly && destructive) {
                throw new IllegalArgumentException("a tool cannot be both read-only and destructive");
            }
        }
    }
}
