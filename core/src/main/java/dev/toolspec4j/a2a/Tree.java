package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads members of a tree that another party wrote: missing, null, empty and wrongly typed are all alike absent. */
final class Tree {
    private Tree() {}

    /** Returns the member's text, or that of a number or boolean; else an empty one. */
    static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Returns the member's text unless it is blank. */
    static Optional<String> optionalText(JsonNode node, String member) {
        String text = text(node, member);
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** Returns whether the member is there and not null. */
    static boolean has(JsonNode node, String member) {
        return node.hasNonNull(member);
    }
}
