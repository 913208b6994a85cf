package dev.toolspec4j.cli;

import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of a tool's command, made from its schema: {@code --workspace-id} for {@code workspace_id}. */
final class ToolOptions {
    private final Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
    private final List<?> required;

    ToolOptions(JsonSchema schema) {
        if (schema.members().get("properties") instanceof Map<?, ?> map) {
            map.forEach((name, property) ->
                    properties.put(String.valueOf(name), property instanceof Map<?, ?> members ? members : Map.of()));
        }
        this.required = schema.members().get("required") instanceof List<?> list ? list : List.of();
    }

    void addTo(CommandSpec spec) {
        properties.forEach((name, property) -> spec.addOption(option(name, property)));
    }

    /** Returns the arguments that were given, as a JSON object. */
    String json(CommandSpec spec) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            OptionSpec option = spec.findOption(longName(name));
            Object value = option.getValue();
            boolean given = value != null && spec.commandLine().getParseResult().hasMatchedOption(option);
            if (given) {
                arguments.put(name, typed(spec, name, property, value));
            }
        });
        return ToolResult.json(arguments).text();
    }

    private OptionSpec option(String name, Map<?, ?> property) {
        boolean list = "array".equals(property.get("type"));
        OptionSpec.Builder option = OptionSpec.builder(longName(name))
                .paramLabel(label(property))
                .description(String.valueOf(property.get("description")).replace("%", "%%"))
                .required(required.contains(name))
                .type(list ? List.class : String.class);
        if (list) {
            option.auxiliaryTypes(String.class);
        }
        return option.build();
    }

    private static Object typed(CommandSpec spec, String name, Map<?, ?> property, Object value) {
        try {
            return switch (String.valueOf(property.get("type"))) {
                case "integer" -> new BigInteger(value.toString().strip());
                case "number" -> new BigDecimal(value.toString().strip());
                case "boolean" -> flag(value.toString().strip());
                default -> value;
            };
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + longName(name) + "': '" + value + "' is not a "
                            + property.get("type") + ".",
                    e);
        }
    }

    private static boolean flag(String value) {
        if (!List.of("true", "false").contains(value)) {
            throw new NumberFormatException("neither true nor false");
        }
        return Boolean.parseBoolean(value);
    }

    private static String label(Map<?, ?> property) {
        if (property.get("enum") instanceof List<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining("|"));
        }
        return String.valueOf(property.get("type")).toUpperCase(java.util.Locale.ROOT);
    }

    private static String longName(String argument) {
        return "--" + argument.replace('_', '-');
    }
}
