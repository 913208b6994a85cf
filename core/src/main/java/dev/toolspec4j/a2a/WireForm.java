package dev.toolspec4j.a2a;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * How one version of the protocol spells a request. Answers are read alike for all versions, by {@link ReplyReader}.
 */
sealed interface WireForm permits WireForm03, WireForm10 {
    /** Returns the form of a version; throws {@link IllegalArgumentException} for versions that are not spoken. */
    static WireForm of(String version) {
        return switch (version) {
            case "0.3" -> new WireForm03();
            case "1.0" -> new WireForm10();
            default -> throw new IllegalArgumentException("A2A protocol must be 0.3 or 1.0, was '" + version + "'");
        };
    }

    /** Returns the version, {@code 0.3} or {@code 1.0}. */
    String version();

    /** Returns the other form. */
    WireForm other();

    /** Returns the headers that tell the version. */
    Map<String, String> headers();

    /** Returns the request that says something to the peer. */
    ObjectNode send(A2aMessage message, boolean blocking, Optional<String> tenant);

    /** Returns the request that asks how a task stands. */
    ObjectNode get(String taskId, Optional<String> tenant);

    /** Returns the request that stops a task. */
    ObjectNode cancel(String taskId, Optional<String> tenant);
}
