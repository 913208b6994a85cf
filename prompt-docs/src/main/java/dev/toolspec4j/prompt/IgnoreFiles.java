package dev.toolspec4j.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The ignore files of the folders that a scan has entered, each for what is below it; the deepest one that has a rule
 * for a path decides. Used by one scan.
 */
final class IgnoreFiles {
    private final SortedMap<Integer, Entry> open = new TreeMap<>();
    private final BiConsumer<Path, IOException> unreadable;

    private record Entry(Path folder, IgnoreFile file) {}

    IgnoreFiles(BiConsumer<Path, IOException> unreadable) {
        this.unreadable = unreadable;
    }

    /** Reads the folder's ignore file, if it has one, and forgets those of folders beside it. */
    void enter(Path folder) {
        Path whole = folder.toAbsolutePath();
        int depth = whole.getNameCount();
        open.tailMap(depth).clear();
        open.put(depth, new Entry(whole, read(folder.resolve(IgnoreFile.NAME))));
    }

    boolean cover(Path path, boolean folder) {
        Path whole = path.toAbsolutePath();
        boolean covered = false;
        for (Entry entry : open.values()) {
            if (whole.startsWith(entry.folder())) {
                Optional<Boolean> verdict = entry.file().verdict(entry.folder().relativize(whole), folder);
                covered = verdict.orElse(covered);
            }
        }
        return covered;
    }

    private IgnoreFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            return IgnoreFile.of(List.of());
        }
        try {
            return IgnoreFile.of(Files.readAllLines(file));
        } catch (IOException e) {
            unreadable.accept(file, e);
            return IgnoreFile.of(List.of());
        }
    }
}
