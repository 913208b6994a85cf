package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who stands between a caller and a handler, and in which order. */
class InterceptionTest {
    private static final JsonSchema INPUT =
            JsonSchema.object().string("text", "A text.").required("text").build();

    private final List<String> seen = new ArrayList<>();
    private final ToolRegistry registry = Samples.registry(Samples.tool("run")
                    .input(INPUT)
                    .handler(call -> {
                        seen.add("handler");
                        return ToolResult.text("done");
                    })
                    .build())
            .guarded(noting("first guard"))
            .intercepted(noting("inner"))
            .guarded(noting("second guard"))
            .intercepted(noting("outer"));

    private CallInterceptor noting(String name) {
        return (spec, call, next) -> {
            seen.add(name + ">");
            ToolResult result = next.proceed(call);
            seen.add("<" + name);
            return result;
        };
    }

    @Test
    void interceptorsStandOutsideLastAddedFirstAndGuardsInsideInOrder() {
        registry.call("run", "{\"text\":\"a\"}", CallContext.none());

        assertThat(seen)
                .containsExactly(
                        "outer>",
                        "inner>",
                        "first guard>",
                        "second guard>",
                        "handler",
                        "<second guard",
                        "<first guard",
                        "<inner",
                        "<outer");
    }

    @Test
    void interceptorsSeeEveryCallAndGuardsOnlyThoseThatWouldRun() {
        registry.call("run", "{}", CallContext.none());
        registry.call("run", "nonsense", CallContext.none());
        registry.call("unknown", "{}", CallContext.none());

        assertThat(seen)
                .containsExactly(
                        "outer>", "inner>", "<inner", "<outer", "outer>", "inner>", "<inner", "<outer", "outer>",
                        "inner>", "<inner", "<outer");
    }

    @Test
    void interceptorsAreToldWhichToolWillRun() {
        List<String> tools = new ArrayList<>();
        ToolRegistry watched = registry.intercepted((spec, call, next) -> {
            tools.add(spec.map(ToolSpec::name).orElse("none") + " for " + call.tool());
            return next.proceed(call);
        });
        watched.call("run", "nonsense", CallContext.none());
        watched.call("Run", "{}", CallContext.none());

        assertThat(tools).containsExactly("run for run", "none for Run");
    }

    @Test
    void guardsSeeCheckedArgumentsAndInterceptorsWhatWasSent() {
        List<Map<String, Object>> arguments = new ArrayList<>();
        CallInterceptor reading = (spec, call, next) -> {
            arguments.add(call.arguments());
            return next.proceed(call);
        };
        registry.intercepted(reading).guarded(reading).call("run", "{\"text\":\"a\",\"more\":1}", CallContext.none());

        assertThat(arguments).containsExactly(Map.of("text", "a", "more", 1), Map.of("text", "a"));
    }

    @Test
    void aGuardThatAnswersKeepsTheHandlerFromRunning() {
        ToolResult result = registry.guarded(
                        (spec, call, next) -> ToolResult.failure(FailureKind.DENIED, "you may not do this."))
                .call("run", "{\"text\":\"a\"}", CallContext.none());

        assertThat(result.text()).isEqualTo("Error: you may not do this.");
        assertThat(seen).doesNotContain("handler");
    }

    @Test
    void anInterceptorMayChangeTheCallAndWhatItChangesIsCheckedToo() {
        ToolRegistry changing =
                registry.intercepted((spec, call, next) -> next.proceed(call.withArguments(Map.of("text", 1))));

        assertThat(changing.call("run", "{\"text\":\"a\"}", CallContext.none()).text())
                .contains("/text");
    }

    @Test
    void anInterceptorThatBreaksIsABrokenTool() {
        ToolRegistry broken = registry.intercepted((spec, call, next) -> {
            throw new IllegalStateException("the audit log is full");
        });

        assertThat(broken.call("run", "{\"text\":\"a\"}", CallContext.none()).structured())
                .containsEntry("kind", "broken");
        assertThat(broken.call("unknown", "nonsense", CallContext.none()).isError())
                .isTrue();
    }
}
