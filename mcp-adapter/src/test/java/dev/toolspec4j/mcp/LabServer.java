package dev.toolspec4j.mcp;

import dev.toolspec4j.builtin.BuiltinTools;
import dev.toolspec4j.tool.JsonSchema;
import dev.toolspec4j.tool.ToolRegistry;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.tool.ToolSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that serves tools over its standard input and output. */
final class LabServer {
    private LabServer() {}

    public static void main(String[] args) throws InterruptedException {
        ToolRegistry registry = args.length > 0 && args[0].equals("builtin") ? BuiltinTools.catalogue() : lab();
        McpOptions options =
                McpOptions.builder().instructions("Use echo first.").build();
        try (McpStdioServer server = McpServers.stdio(registry, options)) {
            server.awaitEnd();
        }
    }

    /** Returns the command line that starts this program in a JVM of its own. */
    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabServer.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /** Starts this program; its standard error goes to a file. */
    static Process start(File errors, String... args) throws IOException {
        return new ProcessBuilder(command(args)).redirectError(errors).start();
    }

    private static ToolRegistry lab() {
        return Fixtures.registry(noisy(), work(), hang());
    }

    private static ToolSpec noisy() {
        return Fixtures.tool("noisy", call -> {
                    System.out.println("a tool that prints");
                    System.out.write('\n');
                    System.out.flush();
                    try {
                        return ToolResult.text("read " + System.in.read());
                    } catch (IOException e) {
                        throw new IllegalStateException("standard input must be readable", e);
                    }
                })
                .build();
    }

    /** Returns a tool that takes a moment of processor time, as real ones do. */
    private static ToolSpec work() {
        return Fixtures.tool("work", call -> {
                    long sum = 0;
                    for (int i = 0; i < 2_000; i++) {
                        sum += Integer.toString(i).hashCode();
                    }
                    return ToolResult.text(call.string("text") + " " + sum);
                })
                .input(JsonSchema.object()
                        .string("text", "What to say")
                        .required("text")
                        .build())
                .build();
    }

    private static ToolSpec hang() {
        return Fixtures.tool("hang", call -> {
                    System.err.println("hanging");
                    try {
                        new CountDownLatch(1).await();
                        return ToolResult.text("never");
                    } catch (InterruptedException e) {
                        System.err.println("interrupted");
                        throw e;
                    }
                })
                .build();
    }
}
