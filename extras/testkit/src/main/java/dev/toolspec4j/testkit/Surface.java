package dev.toolspec4j.testkit;

import java.util.List;
import java.util.Optional;

/** What an agent sees of a registry through one adapter. A part that the adapter does not have stays empty. */
public interface Surface extends AutoCloseable {
    /** Returns the tools in the order in which they leave for the model; empty for a surface of text only. */
    default Optional<List<ExposedTool>> tools() {
        return Optional.empty();
    }

    /** Returns the text for the system prompt; empty for a surface of tools only. */
    default Optional<String> promptText() {
        return Optional.empty();
    }

    /** Calls a tool the way an agent does; empty for a surface that calls nothing. */
    default Optional<Answer> call(String tool, String argumentsJson) {
        return Optional.empty();
    }

    /** Ends what the surface started. */
    @Override
    default void close() {}

    /**
     * What came back to the agent.
     *
     * @param text what the model reads
     * @param isError whether the surface marks it as a failure; where it cannot, whether the text starts {@code Error:
     *     }
     */
    record Answer(String text, boolean isError) {}
}
