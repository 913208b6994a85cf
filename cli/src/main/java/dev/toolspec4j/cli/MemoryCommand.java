package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.memory.Memories;
import dev.toolspec4j.memory.Memory;
import dev.toolspec4j.memory.MemoryStore.Page;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What this workspace remembers. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "List, forget, export and import memories.",
        subcommands = {
            MemoryCommand.ListMemories.class,
            MemoryCommand.Forget.class,
            MemoryCommand.Export.class,
            MemoryCommand.Import.class
        })
final class MemoryCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, forget, export or import.");
    }

    /** A command that works on the memories. */
    abstract static class OnMemories implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private MemoryCommand parent;

        @Mixin
        private WorkspaceOptions options = new WorkspaceOptions();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = parent.main.terminal();
            try (Workspace workspace = options.open(terminal)) {
                return run(workspace.memories(), terminal);
            }
        }

        abstract int run(Memories memories, Terminal terminal) throws IOException;
    }

    /** Shows memories. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List memories, newest first.")
    static final class ListMemories extends OnMemories {
        @Option(names = "--limit", description = "How many; default ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Option(names = "--json", description = "Print one JSON object a line.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (limit < 1) {
                throw new ParameterException(spec.commandLine(), "--limit must be at least 1, was " + limit + ".");
            }
            return super.call();
        }

        @Override
        int run(Memories memories, Terminal terminal) {
            List<Memory> page = memories.list(Page.newest(limit));
            if (json) {
                page.forEach(memory -> terminal.out().println(Json.of(facts(memory))));
                return ExitCode.OK;
            }
            Table table = new Table("ID", "SCOPE", "WHEN", "CONTENT");
            page.forEach(memory -> table.row(
                    memory.id(), memory.scope().name(), memory.createdAt().toString(), memory.content()));
            terminal.out().println(page.isEmpty() ? "No memories." : table);
            return ExitCode.OK;
        }

        private static Map<String, Object> facts(Memory memory) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", memory.id());
            facts.put("scope", memory.scope().name());
            facts.put("content", memory.content());
            facts.put("workspace_id", memory.workspace().value());
            facts.put("created_at", memory.createdAt().toString());
            return facts;
        }
    }

    /** Removes a memory. */
    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Remove one of your own memories for good.")
    static final class Forget extends OnMemories {
        @Parameters(paramLabel = "ID", description = "The memory's id.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Override
        int run(Memories memories, Terminal terminal) {
            if (!memories.forget(id)) {
                terminal.err()
                        .println("No memory of your own has the id '" + id + "'; 'toolspec4j memory list' shows them.");
                return ExitCode.FOUND;
            }
            terminal.out().println("Forgot " + id + ".");
            return ExitCode.OK;
        }
    }

    /** Writes memories to a file. */
    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write your own memories as JSON Lines.")
    static final class Export extends OnMemories {
        @Parameters(paramLabel = "FILE", description = "Where to; must not exist.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        int run(Memories memories, Terminal terminal) throws IOException {
            Files.createFile(file, readableByThisUserAlone());
            boolean complete = false;
            try (Writer lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                terminal.out().println("Exported " + memories.exportTo(lines) + " memories to " + file + ".");
                complete = true;
            } finally {
                if (!complete) {
                    Files.deleteIfExists(file);
                }
            }
            return ExitCode.OK;
        }

        private FileAttribute<?>[] readableByThisUserAlone() {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            return posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }
    }

    /** Reads memories from a file. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Read memories as JSON Lines; those that are there already are left alone.")
    static final class Import extends OnMemories {
        @Parameters(paramLabel = "FILE", description = "Where from.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        int run(Memories memories, Terminal terminal) throws IOException {
            try (Reader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                Memories.Imported done = memories.importFrom(lines);
                terminal.out()
                        .println("Imported " + done.committed() + " memories; " + done.present() + " were there.");
            }
            return ExitCode.OK;
        }
    }
}
