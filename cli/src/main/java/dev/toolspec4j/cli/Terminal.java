package dev.toolspec4j.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param environment the environment variables
 * @param in where input comes from
 * @param out where results go
 * @param err where progress and errors go
 */
record Terminal(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
    static Terminal system() {
        return new Terminal(System.getenv(), System.in, writer(System.out), writer(System.err));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
