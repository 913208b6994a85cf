package dev.toolspec4j.tool;

/**
 * What runs when a tool with a record as its input is called. Called from any number of threads at once.
 *
 * @param <R> the record
 */
@FunctionalInterface
public interface RecordHandler<R extends Record> {
    /**
     * Runs the tool.
     *
     * @param input the arguments
     * @param call the call they came with
     * @return what the model reads; a failure is a result too, not an exception
     * @throws InterruptedException when the caller gave up
     */
    ToolResult call(R input, ToolCall call) throws InterruptedException;
}
