package dev.toolspec4j.tool;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One call of a tool.
 *
 * @param tool the name asked for
 * @param arguments JSON as Java: strings, numbers, booleans, lists, maps; unmodifiable, in order
 * @param context what surrounds the call
 */
public record ToolCall(String tool, Map<String, Object> arguments, CallContext context) {
    /** Copies the arguments in depth, keeping their order. */
    public ToolCall {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(context, "context");
        arguments = Frozen.map(arguments);
    }

    /** Returns a call that nothing is known about. */
    public static ToolCall of(String tool, Map<String, Object> arguments) {
        return new ToolCall(tool, arguments, CallContext.none());
    }

    /** Returns a copy with other arguments. */
    public ToolCall withArguments(Map<String, Object> changed) {
        return new ToolCall(tool, changed, context);
    }

    /** Returns a required string; throws {@link IllegalStateException} when the schema does not make it one. */
    public String string(String name) {
        return optionalString(name)
                .orElseThrow(() -> new IllegalStateException(
                        "the schema of '" + tool + "' must require the string argument '" + name + "'"));
    }

    /** Returns an optional string; empty when it is absent. */
    public Optional<String> optionalString(String name) {
        return Optional.ofNullable(arguments.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Returns an optional whole number; empty when it is absent, clamped to the range of {@code int}. */
    public OptionalInt optionalInt(String name) {
        if (arguments.get(name) instanceof Number number) {
            long whole = number.longValue();
            return OptionalInt.of((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, whole)));
        }
        return OptionalInt.empty();
    }

    /** Returns an optional number; empty when it is absent. */
    public OptionalDouble optionalDouble(String name) {
        return arguments.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** Returns an optional yes or no; empty when it is absent. */
    public Optional<Boolean> optionalBoolean(String name) {
        return Optional.ofNullable(arguments.get(name))
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast);
    }

    /** Returns a list of strings; empty when it is absent, without elements that are not strings. */
    public List<String> strings(String name) {
        if (arguments.get(name) instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return List.of();
    }
}
