package dev.toolspec4j.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.invocation.InvocationParameters;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolSpec;
import dev.toolspec4j.tool.ToolTraits.Effects;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolMethodsTest {
    private static final Effects READS = new Effects(true, false, true, false);

    private final ToolRegistry registry = ToolRegistry.of(ToolMethods.specs(new Shop(), Probe.SECTION, READS));

    /** As somebody wrote it for LangChain4j. */
    static class Shop {
        @Tool("Tells the price.\nIn euros, with tax.")
        String price(@P("The article.") String article, @P("How many.") int count) {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1");
            }
            return article + " costs " + count * 2;
        }

        @Tool("Says who asks.")
        String asker(@ToolMemoryId String user, InvocationParameters parameters) {
            return user + " of " + parameters.get("tenant");
        }

        @Tool("Breaks.")
        String breaks() {
            throw new IllegalStateException("password=hunter2");
        }

        @Tool("Waits.")
        String waits() throws InterruptedException {
            throw new InterruptedException("stop");
        }
    }

    @Test
    void methodsBecomeSpecsOrderedByName() {
        assertThat(registry.specs()).extracting(ToolSpec::name).containsExactly("asker", "breaks", "price", "waits");
        ToolSpec price = registry.find("price").orElseThrow();
        assertThat(price.summary()).isEqualTo("Tells the price.");
        assertThat(price.whenToUse()).isEqualTo("Tells the price.\nIn euros, with tax.");
        assertThat(price.inputSchema().json())
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"article\":{\"type\":\"string\",\"description\":\"The article.\"},"
                        + "\"count\":{\"type\":\"integer\",\"description\":\"How many.\"}},"
                        + "\"required\":[\"article\",\"count\"]}");
        assertThat(price.traits().effects()).isEqualTo(READS);
    }

    @Test
    void aCallReachesTheMethodOnceTheRegistryHasCheckedIt() {
        assertThat(registry.call("price", "{\"article\":\"tea\",\"count\":3}", CallContext.none())
                        .text())
                .isEqualTo("tea costs 6");
        assertThat(registry.call("price", "{\"article\":\"tea\"}", CallContext.none())
                        .text())
                .contains("required property 'count'");
    }

    @Test
    void memoryIdAndParametersReachTheMethod() {
        CallContext context = CallContext.builder()
                .conversationId("ann")
                .attribute("tenant", "north")
                .build();

        assertThat(registry.call("asker", "{}", context).text()).isEqualTo("ann of north");
    }

    @Test
    void whatTheMethodRefusesTheModelIsToldAndNothingElse() {
        assertThat(registry.call("price", "{\"article\":\"tea\",\"count\":0}", CallContext.none())
                        .text())
                .startsWith("Error: ")
                .contains("count must be at least 1");
        assertThat(registry.call("breaks", "{}", CallContext.none()).text())
                .contains("'breaks' broke")
                .doesNotContain("hunter2");
    }

    @Test
    void anInterruptedMethodIsACancelledCall() {
        assertThat(registry.call("waits", "{}", CallContext.none()).structured())
                .containsEntry("kind", "cancelled");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anObjectWithoutToolsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ToolMethods.specs(List.of(), Probe.SECTION, READS))
                .withMessageContaining("has no method annotated with @Tool");
    }
}
