package dev.toolspec4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.A2aServer;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client against an agent on {@code @a2a-js/sdk} 0.3.14, and that SDK's client against our server. */
@Tag("interop")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptInteropTest {
    private final A2aClient client = A2aClient.create();
    private NodeAgents node;
    private A2aEndpoint agent;

    @BeforeAll
    void install() throws IOException, InterruptedException {
        assumeTrue(NodeAgents.available(), "SKIPPED: node and npm are not installed, nothing was tested with them");
        node = NodeAgents.install("@a2a-js/sdk@0.3.14", "express@4");
        agent = A2aEndpoint.at(node.serve("server03.mjs"));
    }

    @AfterAll
    void stop() {
        client.close();
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hi, COMPLETED, hello",
        "task, COMPLETED, task: finished",
        "ask, INPUT_REQUIRED, which colour?",
        "fail, FAILED, no luck",
        "throw, FAILED, Agent execution error: boom"
    })
    void understandsEveryKindOfAnswer(String words, Standing standing, String text) throws Exception {
        PeerReply reply = settled(client.send(agent, A2aMessage.text(words), soon()));

        assertThat(reply.standing()).isEqualTo(standing);
        assertThat(reply.text()).isEqualTo(text);
    }

    @Test
    void answersAQuestionOfTheAgent() throws Exception {
        PeerReply question = settled(client.send(agent, A2aMessage.text("ask"), soon()));
        A2aMessage answer = new A2aMessage(
                "answer-" + question.remoteTaskId().orElseThrow(),
                "blue",
                question.remoteTaskId(),
                question.contextId(),
                Map.of(),
                Map.of());

        PeerReply result = settled(client.send(agent, answer, soon()));

        assertThat(result.text()).isEqualTo("blue: finished");
    }

    @Test
    void cancelsATaskThatIsAtWork() throws Exception {
        PeerReply working = client.send(agent, A2aMessage.text("slow"), soon());

        PeerReply cancelled =
                settled(client.cancel(agent, working.remoteTaskId().orElseThrow(), soon()));

        assertThat(working.standing()).isEqualTo(Standing.WORKING);
        assertThat(cancelled.standing()).isEqualTo(Standing.CANCELED);
    }

    @Test
    void findsThatATaskIsUnknown() throws Exception {
        assertThat(client.get(agent, "no-such-task", soon()).standing()).isEqualTo(Standing.TASK_LOST);
    }

    @Test
    void changesToTheFormThatTheAgentSpeaks() throws Exception {
        try (A2aClient modern =
                A2aClient.builder().asksForCards(false).defaultProtocol("1.0").build()) {
            assertThat(modern.send(agent, A2aMessage.text("hi"), soon()).text()).isEqualTo("hello");
        }
    }

    @Test
    void readsTheAgentsCard() throws Exception {
        assertThat(client.card(agent, soon()).name()).isEqualTo("js");
    }

    @Test
    void servesTheSdksClient() throws Exception {
        try (A2aServer server =
                A2aServer.serving("ours", text -> "echo " + text).start()) {
            assertThat(node.run("client03.mjs", server.url().toString(), "hello"))
                    .isEqualTo("completed echo hello");
        }
    }

    /** Asks until the task rests, up to the deadline of the test. */
    private PeerReply settled(PeerReply first) throws InterruptedException {
        PeerReply now = first;
        while (now.standing() == Standing.WORKING) {
            now = client.get(agent, now.remoteTaskId().orElseThrow(), soon());
        }
        return now;
    }

    private static A2aCall soon() {
        return new A2aCall(Instant.now().plusSeconds(60), false, Map.of());
    }
}
