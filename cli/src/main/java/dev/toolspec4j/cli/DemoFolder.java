package dev.toolspec4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the demo's workspaces lie; removed at the end unless the user chose it. */
record DemoFolder(Path path, boolean temporary) implements AutoCloseable {
    static DemoFolder at(Optional<Path> chosen) throws IOException {
        return chosen.isPresent()
                ? new DemoFolder(Files.createDirectories(chosen.get()), false)
                : new DemoFolder(Files.createTempDirectory("toolspec4j-demo"), true);
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
