package dev.toolspec4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as its users start it: a process of its own, from the packaged jar. */
final class CliJar {
    private static final Path JAR = Path.of("..", "cli", "target", "toolspec4j.jar");

    private final Path home;
    private final Map<String, String> settings;

    CliJar(Path home) {
        this(home, Map.of());
    }

    private CliJar(Path home, Map<String, String> settings) {
        assumeTrue(
                Files.exists(JAR), "skipped: the jar is built by 'mvn package'; run 'mvn verify' in the root folder");
        this.home = home;
        this.settings = settings;
    }

    /** Returns the same command line on the same store, with environment variables of its own. */
    CliJar with(Map<String, String> variables) {
        return new CliJar(home, variables);
    }

    Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toAbsolutePath().normalize().toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("TOOLSPEC4J_HOME", home.resolve("store").toString());
        builder.environment().putAll(settings);
        builder.environment().remove("OPENAI_API_KEY");
        builder.environment().remove("OPENAI_BASE_URL");
        return builder.start();
    }

    Outcome run(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }

    record Outcome(int code, String out, String err) {}
}
