package dev.toolspec4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aCall;
import dev.toolspec4j.a2a.A2aClient;
import dev.toolspec4j.a2a.A2aEndpoint;
import dev.toolspec4j.a2a.A2aMessage;
import dev.toolspec4j.a2a.PeerReply;
import dev.toolspec4j.a2a.PeerReply.Standing;
import java.net.URI;
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

/** What our client does with an agent built on somebody else's SDK. */
@Tag("interop")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkAgentContract {
    private final A2aClient client = A2aClient.create();
    private A2aEndpoint agent;

    /** Starts the agent and returns where it listens. */
    abstract URI start() throws Exception;

    /** Returns a form that the agent does not speak. */
    abstract String otherProtocol();

    @BeforeAll
    void startAgent() throws Exception {
        agent = A2aEndpoint.at(start());
    }

    @AfterAll
    void closeClient() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hi, COMPLETED, hello",
        "task, COMPLETED, task: finished",
        "ask, INPUT_REQUIRED, which colour?",
        "fail, FAILED, no luck"
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
        try (A2aClient other = A2aClient.builder()
                .asksForCards(false)
                .defaultProtocol(otherProtocol())
                .build()) {
            assertThat(other.send(agent, A2aMessage.text("hi"), soon()).text()).isEqualTo("hello");
        }
    }

    @Test
    void readsTheAgentsCard() throws Exception {
        assertThat(client.card(agent, soon()).name()).isEqualTo("sample");
    }

    PeerReply ask(String words) throws InterruptedException {
        return settled(client.send(agent, A2aMessage.text(words), soon()));
    }

    /** Asks until the task rests, up to the deadline of the test. */
    private PeerReply settled(PeerReply first) throws InterruptedException {
        PeerReply now = first;
        while (now.standing() == Standing.WORKING) {
            now = client.get(agent, now.remoteTaskId().orElseThrow(), soon());
        }
        return now;
    }

    static A2aCall soon() {
        return new A2aCall(Instant.now().plusSeconds(60), false, Map.of());
    }
}
