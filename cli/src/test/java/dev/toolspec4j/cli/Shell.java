package dev.toolspec4j.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the command line in this JVM, with a home folder and variables of its own. */
final class Shell {
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String input = "";

    Shell(Path home) {
        environment.put("TOOLSPEC4J_HOME", home.toString());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell typing(String text) {
        input = text;
        return this;
    }

    Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new Terminal(
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintWriter(out),
                        new PrintWriter(err)),
                args);
        return new Outcome(code, out.toString(), err.toString());
    }

    record Outcome(int code, String out, String err) {}
}
