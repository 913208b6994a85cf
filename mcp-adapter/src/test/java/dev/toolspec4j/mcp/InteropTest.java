package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolspec4j.tool.FailureKind;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.Progress;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Inspector and conformance suite against our servers; {@code -Pinterop}, needs node and npm. */
@Tag("interop")
class InteropTest {
    private static final String INSPECTOR = "@modelcontextprotocol/inspector@2.12.0";
    private static final String CONFORMANCE = "@modelcontextprotocol/conformance@0.1.13";

    @TempDir
    Path folder;

    @BeforeAll
    static void nodeIsInstalled() throws Exception {
        boolean found = System.getenv("PATH") != null
                && List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "npx")));
        assumeTrue(found, "SKIPPED: 'npx' is not on the PATH, so neither Inspector nor conformance suite ran");
    }

    @Test
    void theInspectorFindsTheBuiltinToolsPortable() throws Exception {
        Outcome outcome = inspect("--method", "tools/list", "--strict", "--format", "json");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void theInspectorCallsATool() throws Exception {
        Outcome outcome = inspectLab("--method", "tools/call", "--tool-name", "echo", "--tool-arg", "text=hello there");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("hello there");
    }

    @Test
    void theInspectorSeesAFailure() throws Exception {
        Outcome outcome = inspectLab("--method", "tools/call", "--tool-name", "broken");

        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(5);
        assertThat(outcome.output()).contains("the tool 'broken' broke");
    }

    @Test
    void theConformanceSuitePassesButForWhatIsNotOffered() throws Exception {
        Path baseline = folder.resolve("baseline.yml");
        try (var resource = InteropTest.class.getResourceAsStream("/mcp-conformance-baseline.yml")) {
            Files.copy(resource, baseline);
        }
        McpOptions options = McpOptions.builder().guide("How to use it all.").build();
        try (McpHttpServer server =
                McpServers.http(suiteTools(), options, McpHttpOptions.builder().build())) {
            Outcome outcome = npx(
                    CONFORMANCE,
                    "server",
                    "--url",
                    server.uri().toString(),
                    "--expected-failures",
                    baseline.toString());

            System.out.println(outcome.output());
            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            Outcome schema =
                    npx(CONFORMANCE, "server", "--url", server.uri().toString(), "--scenario", "json-schema-2020-12");
            assertThat(schema.exitCode()).as(schema.output()).isZero();
        }
    }

    private static ToolRegistry suiteTools() {
        ToolSpec text = Fixtures.tool(
                        "test_simple_text", call -> ToolResult.text("This is a simple text response for testing."))
                .build();
        ToolSpec error = Fixtures.tool(
                        "test_error_handling",
                        call -> ToolResult.failure(
                                FailureKind.BROKEN, "This tool intentionally returns an error for testing"))
                .build();
        ToolSpec progress = Fixtures.tool("test_tool_with_progress", call -> {
                    for (int done = 0; done <= 100; done += 50) {
                        call.context().report(new Progress(done, OptionalDouble.of(100), ""));
                    }
                    return ToolResult.text("done");
                })
                .build();
        ToolSpec schema = Fixtures.tool("json_schema_2020_12_tool", call -> ToolResult.text("done"))
                .input(JsonSchema.of("""
                                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                                 "$defs":{"address":{"type":"object",
                                   "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
                                 "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"}},
                                 "additionalProperties":false}"""))
                .build();
        return Fixtures.registry(text, error, progress, schema);
    }

    private Outcome inspect(String... arguments) throws Exception {
        return inspect(LabServer.command("builtin"), arguments);
    }

    private Outcome inspectLab(String... arguments) throws Exception {
        return inspect(LabServer.command(), arguments);
    }

    private Outcome inspect(List<String> server, String... arguments) throws Exception {
        // The Inspector takes options such as -cp for its own, so they go through a file.
        Path file = folder.resolve("java-arguments");
        Files.write(file, server.subList(1, server.size()));
        List<String> all = new ArrayList<>(List.of("--cli", server.get(0), "@" + file));
        all.addAll(List.of(arguments));
        return npx(INSPECTOR, all.toArray(String[]::new));
    }

    private Outcome npx(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npx", "--yes", tool));
        command.addAll(List.of(arguments));
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(ended).as("%s ended: %s", command, text).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    private record Outcome(int exitCode, String output) {}
}
