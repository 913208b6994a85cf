package dev.toolspec4j.mcp;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.testkit.AdapterConformance;
import dev.toolspec4j.testkit.ExposedTool;
import dev.toolspec4j.testkit.Surface;
import dev.toolspec4j.tool.JsonText;
import dev.toolspec4j.tool.ToolRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StdioConformanceTest extends AdapterConformance {
    @Override
    protected String adapter() {
        return "mcp, stdio";
    }

    @Override
    protected ToolRegistry registry() {
        return BuiltinTools.catalogue();
    }

    @Override
    protected Surface surface(ToolRegistry registry) {
        try {
            return new Lines(RawClient.initialized(registry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Lines(RawClient client) implements Surface {
        @Override
        public Optional<List<ExposedTool>> tools() {
            Map<String, Object> answer = client.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            List<?> tools = (List<?>) ((Map<?, ?>) answer.get("result")).get("tools");
            return Optional.of(
                    tools.stream().map(tool -> exposed((Map<?, ?>) tool)).toList());
        }

        @Override
        public Optional<Answer> call(String tool, String argumentsJson) {
            Map<String, Object> answer = client.ask(RawClient.callLine(1, tool, argumentsJson));
            Map<?, ?> result = (Map<?, ?>) answer.get("result");
            Map<?, ?> content = (Map<?, ?>) ((List<?>) result.get("content")).get(0);
            return Optional.of(new Answer((String) content.get("text"), Boolean.TRUE.equals(result.get("isError"))));
        }

        @Override
        public void close() {
            client.close();
        }

        private static ExposedTool exposed(Map<?, ?> tool) {
            return ExposedTool.of(
                    (String) tool.get("name"), (String) tool.get("description"), JsonText.of(tool.get("inputSchema")));
        }
    }
}
