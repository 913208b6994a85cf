package dev.toolspec4j.it.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round trip to a peer that answers with a message costs the client's processor, beside bare OkHttp with
 * Jackson and, where it is on the class path (profile {@code interop}), the a2a-java SDK's client. The peer is another
 * process, each row a fresh JVM, and the rows take turns, so that a busy machine hurts all alike.
 *
 * <p>Run it without arguments. It prints the medians and fails when a target is missed: at most 1.2 times the bare
 * exchange, at most half of the SDK's.
 */
public final class A2aClientBenchmark {
    private static final String SDK = "dev.toolspec4j.it.bench.SdkClient";
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 8_000;
    private static final int CALLS = 10_000;

    private A2aClientBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            measure(args[0], URI.create(args[1]));
            return;
        }
        List<String> contestants = new ArrayList<>(List.of(BareOkHttp.class.getName(), OurClient.class.getName()));
        if (present(SDK)) {
            contestants.add(SDK);
        } else {
            System.out.println("without the a2a-java SDK: build with -Pinterop to compare with it");
        }
        report(rounds(contestants));
    }

    private static Map<String, List<double[]>> rounds(List<String> contestants)
            throws IOException, InterruptedException {
        Map<String, List<double[]>> rows = new LinkedHashMap<>();
        try (BenchPeer peer = BenchPeer.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String contestant : contestants) {
                    double[] row = inFreshJvm(contestant, peer.url());
                    rows.computeIfAbsent(contestant, name -> new ArrayList<>()).add(row);
                }
            }
        }
        return rows;
    }

    private static double[] inFreshJvm(String contestant, URI peer) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        BenchPeer.javaCommand(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        A2aClientBenchmark.class.getName(),
                        contestant,
                        peer.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (process.waitFor() != 0 || line == null) {
                throw new IOException(contestant + " broke");
            }
            return Arrays.stream(line.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    /** Prints processor time and median latency of one call, both in microseconds. */
    private static void measure(String name, URI peer) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (Contestant contestant = Class.forName(name)
                .asSubclass(Contestant.class)
                .getDeclaredConstructor()
                .newInstance()) {
            contestant.open(peer);
            for (int i = 0; i < WARM_UP; i++) {
                check(contestant.ask("Summarise the incident " + i));
            }
            long[] nanos = new long[CALLS];
            long before = system.getProcessCpuTime();
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                check(contestant.ask("Summarise the incident " + i));
                nanos[i] = System.nanoTime() - start;
            }
            double cpu = (system.getProcessCpuTime() - before) / 1e3 / CALLS;
            Arrays.sort(nanos);
            System.out.println(cpu + " " + nanos[CALLS / 2] / 1e3);
        }
    }

    private static void check(String text) {
        if (!text.startsWith("The incident began")) {
            throw new IllegalStateException("not the peer's answer: " + text);
        }
    }

    private static void report(Map<String, List<double[]>> rows) {
        rows.forEach((name, row) -> System.out.printf(
                "%-40s CPU %6.1f µs a call (%.1f to %.1f), median latency %6.1f µs%n",
                name, median(row, 0), least(row, 0), most(row, 0), median(row, 1)));
        boolean met = within(rows, BareOkHttp.class.getName(), 1.2);
        if (rows.containsKey(SDK)) {
            met &= within(rows, SDK, 0.5);
        }
        if (!met) {
            System.exit(1);
        }
    }

    private static boolean within(Map<String, List<double[]>> rows, String other, double target) {
        double ratio = median(rows.get(OurClient.class.getName()), 0) / median(rows.get(other), 0);
        boolean met = ratio <= target;
        System.out.printf("CPU against %s: %.2f (target %.1f, %s)%n", other, ratio, target, met ? "met" : "MISSED");
        return met;
    }

    private static double median(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).sorted().toArray()[rows.size() / 2];
    }

    private static double least(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).min().orElseThrow();
    }

    private static double most(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).max().orElseThrow();
    }

    private static boolean present(String type) {
        return A2aClientBenchmark.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }
}
