package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The registry as JSON, and lists of tools from anywhere. */
class CatalogueTest {
    @Test
    void theRegistryIsWrittenWithReferencesResolved() {
        Section section = new Section("mail", "Mail", "Ask {tool:read} first.");
        ToolRegistry registry = Samples.registry(Samples.formerly("read", "fetch").toBuilder()
                .section(section)
                .whenToUse("Before {tool:read} nothing.")
                .output(JsonSchema.object().string("text", "The mail.").build())
                .build());

        assertThat(registry.toJson())
                .isEqualTo("{\"sections\":[{\"id\":\"mail\",\"title\":\"Mail\",\"guidance\":\"Ask read first.\"}],"
                        + "\"tools\":[{\"name\":\"read\",\"title\":\"Do read\",\"summary\":\"Does read.\","
                        + "\"when_to_use\":\"Before read nothing.\",\"section\":\"mail\","
                        + "\"input_schema\":{\"type\":\"object\",\"properties\":{}},"
                        + "\"output_schema\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\","
                        + "\"description\":\"The mail.\"}}},"
                        + "\"effects\":{\"read_only\":true,\"destructive\":false,\"idempotent\":true,\"open_world\":false},"
                        + "\"former_names\":[\"fetch\"]}]}");
    }

    @Test
    void aRegistryWithoutToolsIsWrittenToo() {
        assertThat(ToolRegistry.of(List.of()).toJson()).isEqualTo("{\"sections\":[],\"tools\":[]}");
    }

    @Test
    void theSameRegistryGivesTheSameBytesInEveryJvm() throws Exception {
        assertThat(inAnotherJvm()).isEqualTo(sample().toJson()).isEqualTo(inAnotherJvm());
    }

    /** Prints the sample; run in a process of its own, whose hash seed differs. */
    public static void main(String[] args) {
        System.out.print(sample().toJson());
    }

    private static ToolRegistry sample() {
        Set<String> former = new LinkedHashSet<>(List.of("zulu", "alpha", "mike", "kilo", "bravo"));
        return Samples.registry(Samples.tool("run")
                .input(JsonSchema.of(
                        "{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\"},\"a\":{\"enum\":[3,1,2]},"
                                + "\"m\":{\"type\":\"object\",\"x-b\":1,\"x-a\":2}},\"required\":[\"z\",\"a\"]}"))
                .traits(new ToolTraits("Run", Samples.READS, Optional.of("run"), former))
                .build());
    }

    private static String inAnotherJvm() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        CatalogueTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    private static String classPath() {
        return CatalogueTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    @Test
    void readsBackWhatTheRegistryWrites() {
        Catalogue.Entry entry = Catalogue.of(sample()).find("run").orElseThrow();

        assertThat(entry.summary()).isEqualTo("Does run.");
        assertThat(entry.whenToUse()).isEqualTo("Use it.");
        assertThat(entry.arguments()).containsExactly("z", "a", "m");
        assertThat(entry.effects()).containsEntry("read_only", true).hasSize(4);
        assertThat(entry.formerNames()).containsExactly("zulu", "alpha", "mike", "kilo", "bravo");
    }

    @Test
    void readsToolListsOfOthers() {
        String schema = "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}";
        for (String json : List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"find\",\"description\":\"Finds.\",\"inputSchema\":"
                        + schema + "}]}}",
                "{\"tools\":[{\"name\":\"find\",\"description\":\"Finds.\",\"inputSchema\":" + schema + "}]}",
                "[{\"type\":\"function\",\"function\":{\"name\":\"find\",\"description\":\"Finds.\",\"parameters\":"
                        + schema + "}}]",
                "[{\"name\":\"find\",\"description\":\"Finds.\",\"input_schema\":" + schema + "}]",
                "[{\"functionDeclarations\":[{\"name\":\"find\",\"description\":\"Finds.\",\"parametersJsonSchema\":"
                        + schema + "}]}]")) {
            Catalogue catalogue = Catalogue.fromJson(json);

            assertThat(catalogue.entries()).as(json).singleElement().satisfies(entry -> {
                assertThat(entry.name()).isEqualTo("find");
                assertThat(entry.summary()).isEqualTo("Finds.");
                assertThat(entry.arguments()).containsExactly("q");
            });
        }
    }

    @Test
    void readsMcpHintsAsEffects() {
        Catalogue catalogue = Catalogue.fromJson(
                "{\"tools\":[{\"name\":\"rm\",\"annotations\":{\"destructiveHint\":true,\"openWorldHint\":false}}]}");

        assertThat(catalogue.find("rm").orElseThrow().effects())
                .isEqualTo(Map.of("destructive", true, "open_world", false));
        assertThat(catalogue.find("other")).isEmpty();
    }

    @Test
    void saysWhatItLookedForInWhatIsNoToolList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.fromJson("{\"x\":1}"))
                .withMessageContaining("MCP tools/list answer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.fromJson("nonsense"))
                .withMessageContaining("the catalogue is not JSON");
    }
}
