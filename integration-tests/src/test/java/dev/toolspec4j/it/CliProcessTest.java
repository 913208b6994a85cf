package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolspec4j.a2a.A2aServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliProcessTest {
    @TempDir
    Path folder;

    private CliJar cli;

    @BeforeEach
    void findJar() {
        cli = new CliJar(folder);
    }

    @Test
    void theQuickstartEndsWithAnAnswerThatSurvivedARestart() throws Exception {
        CliJar.Outcome outcome = cli.run("demo");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Model: none configured").endsWith("The answer survived the restart.\n");
    }

    @Test
    void twoProcessesShareOneStore() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (String text : List.of("first process", "second process")) {
            Process writer = cli.start("call", "commit_memory", "--content", text);
            writer.getOutputStream().close();
            writers.add(writer);
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).isZero();
        }

        assertThat(cli.run("call", "recall_memory", "--query", "process").out())
                .contains("[LOCAL] first process")
                .contains("[LOCAL] second process");
    }

    @Test
    void twoWorkspacesInTwoProcessesOnOneFileSeeEachOtherAndOnlyWhatTheyMay() throws Exception {
        CliJar boss = cli.with(Map.of("WORKSPACE_ID", "boss"));
        CliJar worker = cli.with(Map.of("WORKSPACE_ID", "worker", "TOOLSPEC4J_PARENT_ID", "boss"));
        assertThat(boss.run("call", "commit_memory", "--content", "for everybody", "--scope", "GLOBAL")
                        .code())
                .isZero();
        List<Process> writers = List.of(
                worker.start("call", "commit_memory", "--content", "shared note", "--scope", "TEAM"),
                worker.start("call", "commit_memory", "--content", "private note"),
                boss.start("call", "commit_memory", "--content", "private thought"));
        for (Process writer : writers) {
            writer.getOutputStream().close();
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).isZero();
        }

        String bossRecalls = boss.run("call", "recall_memory").out();
        assertThat(bossRecalls)
                .contains("[TEAM] shared note", "[LOCAL] private thought")
                .doesNotContain("private note");
        String workerRecalls = worker.run("call", "recall_memory").out();
        assertThat(workerRecalls)
                .contains("[TEAM] shared note", "[LOCAL] private note", "for everybody")
                .doesNotContain("private thought");
        assertThat(boss.run("call", "list_peers").out()).contains("ID: worker");
        assertThat(worker.run("call", "list_peers").out()).contains("ID: boss");
        assertThat(worker.run("call", "commit_memory", "--content", "x", "--scope", "GLOBAL")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void servesMcpOnStandardInputAndOutput() throws Exception {
        Process server = cli.start("mcp");
        try (BufferedWriter in =
                        new BufferedWriter(new OutputStreamWriter(server.getOutputStream(), StandardCharsets.UTF_8));
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            ask(
                    in,
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
            assertThat(out.readLine()).contains("\"instructions\":").contains("\"id\":1");
            ask(in, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            ask(in, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            String tools = out.readLine();
            assertThat(tools).contains("\"delegate_task\"").contains("\"recall_memory\"");
            assertThat(tools.length()).as("tools/list, characters").isLessThanOrEqualTo(4_400);
            ask(
                    in,
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"commit_memory\","
                            + "\"arguments\":{\"content\":\"kept over MCP\"}}}");
            assertThat(out.readLine()).contains("\"isError\":false");
        }
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(cli.run("call", "recall_memory").out()).contains("kept over MCP");
    }

    @Test
    void interruptingACallCancelsTheDelegationAtThePeer() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (A2aServer peer = A2aServer.serving("Busy", task -> {
                    atWork.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        cancelled.countDown();
                    }
                    return "interrupted";
                })
                .start()) {
            cli.run("peers", "add", "busy", peer.url().toString());
            Process call = cli.start("call", "delegate_task", "--workspace-id", "busy", "--task", "dig");
            assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();

            call.destroy();

            assertThat(call.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(cancelled.await(30, TimeUnit.SECONDS))
                    .as("the peer's work was interrupted")
                    .isTrue();
            assertThat(call.exitValue()).isNotZero();
            assertThat(cli.run("call", "check_task_status").out()).contains("\"status\":\"canceled\"");
        }
    }

    private static void ask(BufferedWriter in, String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }
}
