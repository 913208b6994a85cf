package dev.toolspec4j.it.guard;

import static dev.toolspec4j.it.guard.Recorded.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import dev.toolspec4j.a2a.A2aAgent;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.AgentAnswer;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two workspaces that speak A2A with each other show to OpenTelemetry; each has an SDK of its own. */
@Timeout(120)
class WorkspaceTelemetryTest {
    private static final WorkspaceId THERE = new WorkspaceId("there");

    @TempDir
    Path folder;

    private final Recorded here = new Recorded();
    private final Recorded there = new Recorded();
    private final Recorded restarted = new Recorded();
    private volatile Consumer<String> whenAsked = method -> {};

    @AfterEach
    void close() {
        here.close();
        there.close();
        restarted.close();
    }

    private WorkspaceSettings.Builder settings(String id, Recorded recorded) {
        return WorkspaceSettings.builder()
                .workspaceId(new WorkspaceId(id))
                .home(folder.resolve(id))
                .retryDelay(Duration.ofMillis(10))
                .openTelemetry(recorded.sdk());
    }

    private Workspace open(String id, Recorded recorded) {
        return Workspace.open(settings(id, recorded).build());
    }

    private static void introduce(Workspace workspace, URI url) {
        workspace.peerBook().orElseThrow().add(Peer.at(THERE, "There", url));
    }

    private static ToolResult call(Workspace workspace, String tool, String arguments) {
        return workspace.tools().call(tool, arguments.replace('\'', '"'), CallContext.none());
    }

    @Test
    @SuppressWarnings("try") // The scope is held, not used.
    void aTaskIsOneTraceFromTheCallerToWhatThePeerRemembers() throws Exception {
        Span agent = here.sdk().getTracer("agent").spanBuilder("chat").startSpan();
        try (Workspace asking = open("here", here);
                Workspace working = open("there", there);
                A2aServer server = working.serving(remembering(working)).start();
                Scope current = agent.makeCurrent()) {
            introduce(asking, server.url());

            ToolResult done = call(asking, "delegate_task", "{'workspace_id':'there','task':'note it'}");

            assertThat(done.text()).isEqualTo("noted");
        } finally {
            agent.end();
        }

        SpanData called = here.span("execute_tool delegate_task");
        SpanData delegated = here.span("invoke_agent There");
        SpanData served = there.span("invoke_agent there");
        SpanData used = there.span("execute_tool commit_memory");
        SpanData kept = there.span("create_memory");
        assertThat(List.of(called, delegated, served, used, kept))
                .extracting(SpanData::getTraceId)
                .containsOnly(agent.getSpanContext().getTraceId());
        assertThat(called.getParentSpanId()).isEqualTo(agent.getSpanContext().getSpanId());
        assertThat(delegated.getParentSpanId()).isEqualTo(called.getSpanId());
        assertThat(served.getParentSpanId()).isEqualTo(delegated.getSpanId());
        assertThat(used.getParentSpanId()).isEqualTo(served.getSpanId());
        assertThat(kept.getParentSpanId()).isEqualTo(used.getSpanId());
        assertThat(delegated.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(attributes(delegated))
                .containsEntry("workspace.id", "here")
                .containsEntry("a2a.source_workspace_id", "here")
                .containsEntry("a2a.target_workspace_id", "there");
        assertThat(attributes(served)).containsEntry("workspace.id", "there").containsKey("a2a.task_id");
    }

    /** An agent that uses its tools on a thread that knows nothing of the request but what it is given. */
    private static A2aAgent remembering(Workspace workspace) {
        return request -> {
            CallContext context = CallContext.builder()
                    .attribute("traceparent", request.traceparent().orElseThrow())
                    .build();
            Thread other = new Thread(
                    () -> workspace.tools().call("commit_memory", "{\"content\":\"" + request.text() + "\"}", context));
            other.start();
            other.join();
            return AgentAnswer.result("noted");
        };
    }

    @Test
    void theTraceGoesOnInTheProcessThatGoesOnWithTheTask() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Workspace working = open("there", there);
                A2aServer server = working.serving(request -> {
                            asked.countDown();
                            mayAnswer.await();
                            return AgentAnswer.result("done");
                        })
                        .start()) {
            try (Workspace asking = open("here", here)) {
                introduce(asking, server.url());
                call(asking, "delegate_task_async", "{'workspace_id':'there','task':'dig'}");
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            }
            mayAnswer.countDown();
            try (Workspace again = open("here", restarted)) {
                again.delegations().onFinished(delegation -> ended.countDown());
                again.startDelegations();
                assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            mayAnswer.countDown();
        }

        SpanData before = here.span("invoke_agent There");
        SpanData after = restarted.span("invoke_agent There");
        SpanData call = here.span("execute_tool delegate_task_async");
        assertThat(after.getTraceId()).isEqualTo(before.getTraceId());
        assertThat(after.getParentSpanId()).isEqualTo(before.getSpanId());
        assertThat(attributes(after)).containsEntry("toolspec4j.delegation.resumed", true);
        assertThat(there.span("invoke_agent there").getParentSpanId()).isEqualTo(before.getSpanId());
        assertThat(before.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(call.getSpanId()));
    }

    @Test
    void memoriesAreTracedWithHowMuchAndHowItWentAndNotWithWhatTheySay() {
        try (Workspace workspace = open("here", here)) {
            call(workspace, "commit_memory", "{'content':'The violin is red.','scope':'TEAM'}");
            call(workspace, "recall_memory", "{'query':'violin'}");
        }

        SpanData kept = here.span("create_memory");
        SpanData found = here.span("search_memory");
        assertThat(kept.getParentSpanId())
                .isEqualTo(here.span("execute_tool commit_memory").getSpanId());
        assertThat(attributes(kept))
                .containsEntry("gen_ai.operation.name", "create_memory")
                .containsEntry("workspace.id", "here")
                .containsEntry("memory.scope", "TEAM")
                .containsEntry("memory.content_length", 18L)
                .containsEntry("memory.success", true)
                .containsKey("memory.id");
        assertThat(attributes(found))
                .containsEntry("memory.scope", "all")
                .containsEntry("memory.result_count", 1L)
                .containsEntry("memory.success", true);
        assertThat(here.spans().toString()).doesNotContain("violin");
    }

    @Test
    void aMemoryOperationThatFailsSaysSo() {
        try (Workspace workspace = Workspace.open(
                settings("here", here).parentId(new WorkspaceId("lead")).build())) {
            assertThat(call(workspace, "commit_memory", "{'content':'x','scope':'GLOBAL'}")
                            .isError())
                    .isTrue();
        }

        SpanData failed = here.span("create_memory");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(failed)).containsEntry("error.type", "forbidden").containsEntry("memory.success", false);
    }

    @Test
    void whatIsSaidIsRecordedWhenAskedForAndThenWithoutSecrets() throws Exception {
        try (Workspace asking = Workspace.open(
                        settings("here", here).telemetryContent(true).build());
                Workspace working = Workspace.open(
                        settings("there", there).telemetryContent(true).build());
                A2aServer server =
                        working.serving(request -> AgentAnswer.result("done")).start()) {
            introduce(asking, server.url());
            call(asking, "commit_memory", "{'content':'violin sk-abcdefghijklmnopqrstuvwxyz'}");
            call(asking, "recall_memory", "{'query':'violin'}");
            call(asking, "delegate_task", "{'workspace_id':'there','task':'dig'}");
        }

        assertThat(attributes(here.span("create_memory")).get("memory.content").toString())
                .startsWith("violin [REDACTED");
        assertThat(attributes(here.span("search_memory"))).containsEntry("memory.query", "violin");
        assertThat(attributes(here.span("invoke_agent There"))).containsEntry("a2a.task", "dig");
        assertThat(attributes(there.span("invoke_agent there"))).containsEntry("a2a.task", "dig");
        assertThat(attributes(here.span("execute_tool delegate_task")))
                .containsEntry("gen_ai.tool.call.result", "done");
        assertThat(here.spans().toString()).doesNotContain("sk-abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void callsErrorsByKindAndDurationsAreCounted() {
        try (Workspace workspace = open("here", here)) {
            call(workspace, "list_peers", "{}");
            call(workspace, "list_peers", "{}");
            call(workspace, "commit_memory", "{}");
            call(workspace, "delegate_task", "{'workspace_id':'nobody','task':'dig'}");
            call(workspace, "no_such_tool", "{}");

            assertThat(here.counted("toolspec4j.tool.calls", "gen_ai.tool.name"))
                    .containsEntry("list_peers", 2L)
                    .containsEntry("commit_memory", 1L)
                    .containsEntry("delegate_task", 1L)
                    .doesNotContainKey("no_such_tool");
            assertThat(here.counted("toolspec4j.tool.errors", "error.type"))
                    .containsEntry("invalid_arguments", 1L)
                    .containsEntry("not_found", 1L)
                    .containsEntry("unknown_tool", 1L);
            assertThat(here.metric("gen_ai.execute_tool.duration")
                            .getHistogramData()
                            .getPoints())
                    .isNotEmpty()
                    .allMatch(point -> point.getSum() >= 0);
        }
    }

    @Test
    void everyRequestToAPeerCarriesThePositionOfTheDelegation() throws Exception {
        List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
        try (MockWebServer peer = new MockWebServer();
                Workspace asking = open("here", here)) {
            peer.setDispatcher(working(requests));
            peer.start();
            introduce(asking, URI.create("http://127.0.0.1:" + peer.getPort() + "/"));
            CountDownLatch polled = new CountDownLatch(1);
            CountDownLatch cancelled = new CountDownLatch(1);
            whenAsked = method -> {
                if (method.equals("tasks/get")) {
                    polled.countDown();
                } else if (method.equals("tasks/cancel")) {
                    cancelled.countDown();
                }
            };
            ToolResult begun = call(asking, "delegate_task_async", "{'workspace_id':'there','task':'dig'}");
            UUID id = UUID.fromString(String.valueOf(begun.structured().get("task_id")));
            assertThat(polled.await(60, TimeUnit.SECONDS)).isTrue();
            asking.delegations().cancel(id);
            assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        }

        SpanData delegated = here.span("invoke_agent There");
        assertThat(requests)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(request -> assertThat(request.getHeaders().get("traceparent"))
                        .as(request.getMethod() + " " + request.getUrl())
                        .startsWith("00-" + delegated.getTraceId() + "-" + delegated.getSpanId() + "-"));
    }

    private Dispatcher working(List<RecordedRequest> requests) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                if (!request.getMethod().equals("POST")) {
                    return new MockResponse.Builder().code(404).build();
                }
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                String method = body.replaceAll("(?s).*\"method\"\\s*:\\s*\"([^\"]+)\".*", "$1");
                String id = body.replaceAll(
                        "(?s).*\"jsonrpc\"\\s*:\\s*\"2.0\"\\s*,\\s*\"id\"\\s*:\\s*(\"[^\"]+\"|\\d+).*", "$1");
                whenAsked.accept(method);
                String state = method.equals("tasks/cancel") ? "canceled" : "working";
                return new MockResponse.Builder()
                        .addHeader("Content-Type", "application/json")
                        .body("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"kind\":\"task\",\"id\":\"t-1\","
                                + "\"contextId\":\"c-1\",\"status\":{\"state\":\"" + state + "\"}}}")
                        .build();
            }
        };
    }
}
