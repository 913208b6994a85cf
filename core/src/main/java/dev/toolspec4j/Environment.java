package dev.toolspec4j;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads settings from environment variables; a blank variable counts as unset. */
final class Environment {
    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns the variable's value by way of a parser whose {@link IllegalArgumentException} tells what is allowed. */
    <T> Optional<T> parsed(String name, String allowed, Function<String, T> parser) {
        return text(name).map(value -> {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                throw bad(name, value, allowed, e);
            }
        });
    }

    Optional<Path> path(String name) {
        return text(name).map(value -> {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw bad(name, value, "a path", e);
            }
        });
    }

    Optional<Integer> atLeastOne(String name) {
        return parsed(name, "a whole number of 1 or more", value -> {
            int number = Integer.parseInt(value);
            if (number < 1) {
                throw new IllegalArgumentException("too small");
            }
            return number;
        });
    }

    Optional<Duration> seconds(String name, boolean zeroAllowed) {
        String allowed = "a number of seconds " + (zeroAllowed ? "of 0 or more" : "above 0") + ", at most 31536000";
        return parsed(name, allowed, value -> {
            double seconds = Double.parseDouble(value);
            boolean inRange = (zeroAllowed ? seconds >= 0 : seconds > 0) && seconds <= 31_536_000;
            if (!inRange) {
                throw new IllegalArgumentException("out of range");
            }
            return Duration.ofMillis(Math.max(zeroAllowed ? 0 : 1, Math.round(seconds * 1_000)));
        });
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        String allowed = "one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return parsed(name, allowed, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
    }

    List<String> list(String name) {
        return text(name)
                .map(value -> Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static IllegalArgumentException bad(String name, String value, String allowed, Exception cause) {
        return new IllegalArgumentException(name + " is '" + withoutSecrets(value) + "'; it must be " + allowed, cause);
    }

    /** Returns the value without what an address may carry of passwords: its user information and its query. */
    private static String withoutSecrets(String value) {
        return value.replaceAll("//[^/@\\s]*@", "//…@").replaceAll("\\?.*", "?…");
    }
}
