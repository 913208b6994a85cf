package dev.toolspec4j.it.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs on the official JavaScript SDK, installed from the package registry into the build folder. */
final class NodeAgents implements AutoCloseable {
    private static final long INSTALL_SECONDS = 180;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    private NodeAgents(Path folder) {
        this.folder = folder;
    }

    /** Installs the packages; skips the test, and says so, where node and npm cannot be run. */
    static NodeAgents required(String... packages) {
        try {
            assumeTrue(
                    runs("node") && runs("npm"), "SKIPPED: node and npm are not here, so nothing was tested with them");
            return install(packages);
        } catch (IOException e) {
            throw new UncheckedIOException("the package registry did not give " + List.of(packages), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing " + List.of(packages), e);
        }
    }

    private static NodeAgents install(String... packages) throws IOException, InterruptedException {
        Path folder = Path.of("target", "interop", String.join("-", packages).replaceAll("[^A-Za-z0-9.]+", "-"));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
        List<String> command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
        command.addAll(List.of(packages));
        Process npm = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException("npm could not install " + List.of(packages) + "; see " + folder.resolve("npm.log"));
        }
        return new NodeAgents(folder);
    }

    /** Starts a program that prints the port it listens on. */
    URI serve(String program, String... arguments) throws IOException {
        Process process = start(program, arguments);
        return URI.create("http://127.0.0.1:" + firstLine(process) + "/");
    }

    /** Runs a program to its end and returns the first line it prints. */
    String run(String program, String... arguments) throws IOException {
        return firstLine(start(program, arguments));
    }

    private Process start(String program, String... arguments) throws IOException {
        Path source = Path.of("src", "test", "interop", program);
        Files.copy(source, folder.resolve(program), StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>(List.of("node", program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve(program + ".log").toFile())
                .start();
        running.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended without a word; its log lies beside it");
        }
        return line;
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        running.forEach(Process::destroy);
    }
}
