package dev.toolspec4j.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call is lost when many are under way and the processor has other things to do. */
class LoadTest {
    private static final int CALLS = 1_000;
    private static final int IN_FLIGHT = 10;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @TempDir
    Path folder;

    @Test
    void answersAThousandCallsWithTenInFlightOnABusyMachine() throws Exception {
        run(CORES);
    }

    @Tag("soak")
    @RepeatedTest(10)
    void answersAThousandCallsTenTimesOver() throws Exception {
        run(4 * CORES);
    }

    private void run(int busyThreads) throws Exception {
        try (Hogs hogs = Hogs.start(busyThreads)) {
            Process server = LabServer.start(folder.resolve("stderr").toFile());
            Set<String> answers = ConcurrentHashMap.newKeySet();
            Semaphore room = new Semaphore(IN_FLIGHT);
            Thread reader = new Thread(() -> read(server, answers, room));
            reader.start();
            OutputStream in = server.getOutputStream();
            send(
                    in,
                    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                            + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
            send(in, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            for (int id = 1; id <= CALLS; id++) {
                assertThat(room.tryAcquire(60, TimeUnit.SECONDS))
                        .as("an answer within a minute after %s calls beside %s", id - 1, hogs)
                        .isTrue();
                send(
                        in,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + id
                                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"work\","
                                + "\"arguments\":{\"text\":\"t" + id + "\"}}}");
            }
            in.close();
            reader.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(answers)
                    .isEqualTo(IntStream.rangeClosed(1, CALLS)
                            .mapToObj(id -> id + "=t" + id)
                            .collect(Collectors.toSet()));
            assertThat(server.exitValue()).isZero();
        }
    }

    private static void send(OutputStream in, String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static void read(Process server, Set<String> answers, Semaphore room) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Map<String, Object> answer =
                        McpJsonDefaults.getMapper().readValue(line, new TypeRef<Map<String, Object>>() {});
                if (!Integer.valueOf(0).equals(answer.get("id"))) {
                    Map<?, ?> result = (Map<?, ?>) answer.get("result");
                    Map<?, ?> content = (Map<?, ?>) ((List<?>) result.get("content")).get(0);
                    String said = ((String) content.get("text")).split(" ", 2)[0];
                    answers.add(answer.get("id") + "=" + said);
                    room.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Threads that do nothing, busily. */
    private record Hogs(AtomicBoolean stop, List<Thread> threads) implements AutoCloseable {
        static Hogs start(int count) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Thread hog = new Thread(() -> {
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                });
                hog.start();
                threads.add(hog);
            }
            return new Hogs(stop, threads);
        }

        @Override
        public String toString() {
            return threads.size() + " busy threads";
        }

        @Override
        public void close() {
            stop.set(true);
        }
    }
}
