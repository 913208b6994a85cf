package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.DataNode.Field;
import dev.toolspec4j.prompt.DataNode.Fields;
import dev.toolspec4j.prompt.DataNode.Items;
import dev.toolspec4j.prompt.DataNode.Text;
import dev.toolspec4j.prompt.Mentions.Evidence;
import dev.toolspec4j.prompt.Mentions.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what data says about tools: calls, lists of allowed tools, definitions. */
final class ToolData {
    private static final List<String> TOOL_KEYS = List.of(
            "tool",
            "tool_name",
            "toolName",
            "tool-name",
            "expected_tool",
            "expectedTool",
            "called_tool",
            "calledTool",
            "selected_tool",
            "selectedTool",
            "next_tool",
            "nextTool",
            "required_tool",
            "requiredTool");
    private static final List<String> ARGUMENT_KEYS = List.of(
            "arguments",
            "args",
            "tool_input",
            "toolInput",
            "tool_args",
            "toolArgs",
            "tool_arguments",
            "input",
            "params",
            "parameters",
            "kwargs");
    private static final List<String> CALL_KEYS = List.of("arguments", "args", "tool_input", "input", "kwargs");
    private static final List<String> SCHEMA_KEYS =
            List.of("inputSchema", "input_schema", "parameters", "parametersJsonSchema");
    private static final List<String> SERVER_KEYS =
            List.of("server", "server_name", "serverName", "mcp_server", "mcpServer", "server_label");
    private static final Pattern NAME = Pattern.compile(Names.PATTERN);

    private final Manuscript text;
    private final Vocabulary vocabulary;
    private final Mentions mentions;

    ToolData(Manuscript text, Vocabulary vocabulary, Mentions mentions) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.mentions = mentions;
    }

    void visit(DataNode node, Optional<String> server) {
        if (node instanceof Items items) {
            definitions(items, server);
            items.items().forEach(item -> visit(item, server));
        } else if (node instanceof Fields fields) {
            Optional<String> here = fields.text(SERVER_KEYS).map(Text::text).or(() -> server);
            call(fields, here);
            for (Field field : fields.fields()) {
                if (isToolList(field.key())) {
                    listed(field.value(), here);
                }
                if (isServers(field.key()) && field.value() instanceof Fields servers) {
                    servers.fields().forEach(each -> visit(each.value(), Optional.of(each.key())));
                } else {
                    visit(field.value(), here);
                }
            }
        }
    }

    private void call(Fields fields, Optional<String> server) {
        Optional<Text> tool = fields.text(TOOL_KEYS).filter(ToolData::isName);
        Optional<Text> name = fields.text(List.of("name")).filter(ToolData::isName);
        Optional<Field> arguments = fields.field(ARGUMENT_KEYS);
        boolean toolUse = fields.text(List.of("type"))
                .filter(t -> t.text().equals("tool_use"))
                .isPresent();
        if (tool.isPresent()) {
            mention(tool.get(), arguments.isPresent() ? Evidence.USED : Evidence.NAMED, server);
            arguments.ifPresent(field -> arguments(tool.get().text(), field.value()));
        } else if (name.isPresent()) {
            Optional<Field> called = fields.field(CALL_KEYS).filter(f -> f.value() instanceof Fields || isJsonText(f));
            if (toolUse
                    || called.filter(f -> f.key().equals("arguments") || isStrictCall(fields))
                            .isPresent()) {
                mention(name.get(), Evidence.USED, server);
            }
            called.ifPresent(field -> arguments(name.get().text(), field.value()));
            fields.field(SCHEMA_KEYS).ifPresent(field -> schema(name.get().text(), field.value()));
        }
        functionChoice(fields, server);
    }

    private static boolean isStrictCall(Fields fields) {
        return fields.fields().size() <= 4
                && fields.field(List.of("description", "version")).isEmpty();
    }

    /** {@code {"type":"function","function":{"name":…}}} without a schema chooses or calls a tool. */
    private void functionChoice(Fields fields, Optional<String> server) {
        for (String key : List.of("function", "function_call", "functionCall", "tool_choice")) {
            fields.field(List.of(key)).map(Field::value).ifPresent(value -> {
                if (value instanceof Fields function
                        && function.field(SCHEMA_KEYS).isEmpty()) {
                    function.text(List.of("name"))
                            .filter(ToolData::isName)
                            .ifPresent(name -> mention(name, Evidence.USED, server));
                }
            });
        }
    }

    private static boolean isJsonText(Field field) {
        return field.value() instanceof Text value && value.text().contains("{");
    }

    private void arguments(String tool, DataNode value) {
        if (!vocabulary.isTool(tool)) {
            return;
        }
        if (value instanceof Fields fields) {
            if (fields.field(List.of("properties")).isPresent()
                    && fields.field(List.of("type")).isPresent()) {
                schema(tool, fields);
                return;
            }
            fields.fields().forEach(field -> mentions.argument(field.offset(), tool, field.key()));
        } else if (value instanceof Text json && json.text().startsWith("{")) {
            new DataReader(Manuscript.unescape(text.text()))
                    .read(json.offset())
                    .ifPresent(inner -> arguments(tool, inner));
        }
    }

    private void schema(String tool, DataNode value) {
        if (vocabulary.isTool(tool) && value instanceof Fields schema) {
            schema.field(List.of("properties")).map(Field::value).ifPresent(properties -> {
                if (properties instanceof Fields fields) {
                    fields.fields().forEach(field -> mentions.argument(field.offset(), tool, field.key()));
                }
            });
        }
    }

    /** A list of definitions in which some are the catalogue's is a copy of it; any other defines other tools. */
    private void definitions(Items items, Optional<String> server) {
        List<Text> names = new ArrayList<>();
        for (DataNode item : items.items()) {
            if (item instanceof Fields fields) {
                Fields body = fields.field(List.of("function"))
                        .map(Field::value)
                        .filter(Fields.class::isInstance)
                        .map(Fields.class::cast)
                        .orElse(fields);
                if (body.field(SCHEMA_KEYS)
                                .filter(f -> f.value() instanceof Fields)
                                .isPresent()
                        && body.field(CALL_KEYS).isEmpty()) {
                    body.text(List.of("name")).filter(ToolData::isName).ifPresent(names::add);
                }
            }
        }
        boolean ours = names.stream().anyMatch(name -> vocabulary.isTool(name.text()));
        for (Text name : names) {
            if (ours) {
                mention(name, Evidence.NAMED, server);
            } else {
                mentions.defined(name.text());
            }
        }
    }

    void listed(DataNode value, Optional<String> server) {
        if (value instanceof Items items) {
            for (DataNode item : items.items()) {
                if (item instanceof Text name) {
                    entry(name.offset(), name.text(), server);
                } else if (item instanceof Fields fields
                        && fields.field(SCHEMA_KEYS).isEmpty()) {
                    fields.text(List.of("name", "id"))
                            .filter(ToolData::isName)
                            .ifPresent(name -> entry(name.offset(), name.text(), server));
                }
            }
        } else if (value instanceof Fields fields) {
            fields.fields().forEach(field -> {
                if (vocabulary.looksLikeTool(field.key())) {
                    entry(field.offset(), field.key(), server);
                }
            });
        } else if (value instanceof Text names) {
            Matcher name = NAME.matcher(names.text());
            while (name.find()) {
                entry(names.offset() + name.start(), name.group(), server);
            }
        }
    }

    void entry(int offset, String name, Optional<String> server) {
        if (NAME.matcher(name).matches()) {
            mentions.tool(new Mention(offset, name, name, Evidence.NAMED, server));
        }
    }

    private void mention(Text name, Evidence evidence, Optional<String> server) {
        mentions.tool(new Mention(name.offset(), name.text(), name.text(), evidence, server));
    }

    private static boolean isName(Text value) {
        return NAME.matcher(value.text()).matches();
    }

    private static boolean isToolList(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.endsWith("tools") || name.endsWith("tool_names") || name.endsWith("toolnames");
    }

    private static boolean isServers(String key) {
        return key.equals("mcpServers") || key.equals("mcp_servers") || key.equals("servers");
    }
}
