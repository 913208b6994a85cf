package dev.toolspec4j.tool;

/** What runs when a tool is called. Called by {@link ToolRegistry} only, from any number of threads at once. */
@FunctionalInterface
public interface ToolHandler {
    /**
     * Runs the tool.
     *
     * @param call arguments that the tool's schema accepts, enum values in the schema's spelling, absent rather than
     *     null or blank where optional
     * @return what the model reads; a failure is a result too, not an exception
     * @throws InterruptedException when the caller gave up; the registry turns it into a cancelled failure
     */
    ToolResult call(ToolCall call) throws InterruptedException;
}
