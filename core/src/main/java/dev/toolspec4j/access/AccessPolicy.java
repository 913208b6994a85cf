package dev.toolspec4j.access;

import dev.toolspec4j.tool.CallInterceptor;
import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Role-based access control (RBAC): what the roles of a workspace let it do. Immutable, fail-closed.
 *
 * <p>Roles are looked at in order and the first that grants wins. {@code admin} grants everything, permissions that
 * nobody has heard of included. A role with a custom definition grants exactly what that says, even if a built-in role
 * has the same name. A role that nobody defined grants nothing, and no role at all denies everything.
 */
public final class AccessPolicy {
    /** The role that grants everything. */
    public static final String ADMIN = "admin";
    /** The role of a workspace for which none is set. */
    public static final String OPERATOR = "operator";

    private static final Map<String, Set<Permission>> BUILT_IN = Map.of(
            OPERATOR,
            Set.of(Permission.values()),
            "read-only",
            Set.of(Permission.MEMORY_READ),
            "no-delegation",
            Set.of(Permission.APPROVE, Permission.MEMORY_READ, Permission.MEMORY_WRITE),
            "no-approval",
            Set.of(Permission.DELEGATE, Permission.MEMORY_READ, Permission.MEMORY_WRITE),
            "memory-readonly",
            Set.of(Permission.MEMORY_READ));

    private final List<String> roles;
    private final Map<String, Set<String>> customRoles;

    private AccessPolicy(List<String> roles, Map<String, Set<String>> customRoles) {
        this.roles = List.copyOf(roles);
        this.customRoles = customRoles;
    }

    /** Returns the policy of these roles, in order; an empty list denies everything. */
    public static AccessPolicy of(List<String> roles) {
        return of(roles, Map.of());
    }

    /**
     * Returns the policy of these roles, some of which have a definition of their own.
     *
     * @param customRoles role to the permissions that it grants, and no others
     */
    public static AccessPolicy of(List<String> roles, Map<String, ? extends Collection<String>> customRoles) {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        customRoles.forEach(
                (role, granted) -> copy.put(role, Collections.unmodifiableSet(new LinkedHashSet<>(granted))));
        return new AccessPolicy(roles, copy);
    }

    /** Returns the roles in order. */
    public List<String> roles() {
        return roles;
    }

    /** Returns whether one of the roles grants the permission. */
    public boolean allows(Permission permission) {
        return allows(permission.id());
    }

    /** Returns whether one of the roles grants the permission of this name, which may be one of the user's own. */
    public boolean allows(String permission) {
        return roles.stream().anyMatch(role -> grants(role, permission));
    }

    /** Returns why the tool may not be called; empty when it may. */
    public Optional<ToolResult.Failure> refusal(ToolSpec spec) {
        return spec.traits().permission().filter(needed -> !allows(needed)).map(needed -> refused(spec.name(), needed));
    }

    /**
     * Returns the guard for {@link dev.toolspec4j.tool.ToolRegistry#guarded}: it answers calls of tools whose
     * permission is not granted with a {@link FailureKind#DENIED} failure, and lets everything else pass. To have
     * refusals audited, use {@link AuditLog#guard(AccessPolicy)} instead.
     */
    public CallInterceptor guard() {
        return (spec, call, next) -> {
            Optional<ToolResult.Failure> refused = spec.flatMap(this::refusal);
            return refused.isPresent() ? refused.get() : next.proceed(call);
        };
    }

    @Override
    public String toString() {
        return "AccessPolicy" + roles;
    }

    private boolean grants(String role, String permission) {
        if (role.equals(ADMIN)) {
            return true;
        }
        Set<String> custom = customRoles.get(role);
        if (custom != null) {
            return custom.contains(permission);
        }
        return BUILT_IN.getOrDefault(role, Set.of()).stream()
                .anyMatch(granted -> granted.id().equals(permission));
    }

    private ToolResult.Failure refused(String tool, String permission) {
        String held = roles.isEmpty() ? "has no role" : "has the roles " + String.join(", ", roles);
        return new ToolResult.Failure(
                FailureKind.DENIED,
                "RBAC does not allow '" + tool + "' here: it needs the permission '" + permission
                        + "', and this workspace " + held + ", which does not grant it. Nothing was done."
                        + " Do not call it again; go on without it, or tell the user that whoever administers"
                        + " this workspace must grant '" + permission + "'.",
                Map.of("permission", permission, "roles", roles));
    }
}
