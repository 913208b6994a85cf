package dev.toolspec4j.tool;

import java.util.Map;

/**
 * A tool's input as a Java record: the schema comes from the components, and each call's arguments become a record.
 *
 * <p>Components may be {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double}, {@code BigDecimal}
 * (or their boxes), an enum, a record, a {@code List} of these, or an {@code Optional} of any, which makes the argument
 * optional. All others are required. Each needs a {@link Description}. Immutable and safe for use by several threads.
 *
 * @param <R> the record
 */
public final class RecordInput<R extends Record> {
    private final Class<R> type;
    private final JsonSchema schema;
    private final RecordShape shape;

    private RecordInput(Class<R> type) {
        this.type = type;
        this.shape = RecordShape.of(type);
        this.schema = JsonSchema.of(JsonText.of(shape.schema()));
    }

    /**
     * Reads the record's components, once.
     *
     * @throws IllegalArgumentException when a component has no description or a type that no schema can say, naming it
     */
    public static <R extends Record> RecordInput<R> of(Class<R> type) {
        return new RecordInput<>(type);
    }

    /** Returns the schema, properties in the order of the components. */
    public JsonSchema schema() {
        return schema;
    }

    /**
     * Returns the record that the arguments are.
     *
     * @param arguments as the schema accepts them
     * @throws IllegalArgumentException when a number does not fit its type, or the record's constructor refuses them
     */
    public R read(Map<String, Object> arguments) {
        return type.cast(shape.read(arguments));
    }

    /** Returns a handler that reads the record first; what the record's constructor refuses, the model is told. */
    public ToolHandler handler(RecordHandler<R> code) {
        return call -> {
            R input;
            try {
                input = read(call.arguments());
            } catch (IllegalArgumentException e) {
                return ToolResult.failure(
                        FailureKind.INVALID_ARGUMENTS,
                        "the arguments of '" + call.tool() + "' do not fit: " + e.getMessage()
                                + ". Nothing was done. Correct them and call again.");
            }
            return code.call(input, call);
        };
    }
}
