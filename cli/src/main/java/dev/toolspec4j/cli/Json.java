package dev.toolspec4j.cli;

import dev.toolspec4j.tool.ToolResult;
import java.util.Map;

/** JSON for programs that read the command line's output: one object a line. */
final class Json {
    private Json() {}

    static String of(Map<String, Object> object) {
        return ToolResult.json(object).text();
    }
}
