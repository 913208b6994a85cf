package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.DriftReport.Skipped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads files for the checker. Used for one scan, by one thread. */
final class FileWalk {
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final int PROBED_BYTES = 8_192;
    private static final Set<String> PASSED_OVER =
            Set.of("node_modules", "target", "build", "dist", "out", "vendor", "__pycache__", "venv");

    private final DriftChecker checker;
    private final List<Path> files = new ArrayList<>();
    private final List<Drift> drifts = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private int read;

    FileWalk(DriftChecker checker) {
        this.checker = checker;
    }

    DriftReport scan(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("there is no file or folder '" + root + "'");
        }
        if (Files.isDirectory(root)) {
            collect(root);
            files.stream()
                    .sorted()
                    .forEach(file -> check(file, Syntax.ofFile(name(file)).isPresent()));
        } else {
            check(root, true);
        }
        return new DriftReport(drifts, read, skipped);
    }

    private void collect(Path root) {
        IgnoreFiles ignored = new IgnoreFiles(this::skip);
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean pass = !folder.equals(root)
                            && (PASSED_OVER.contains(name(folder))
                                    || (name(folder).startsWith(".")
                                            && !name(folder).matches("\\.(github|claude|cursor)"))
                                    || ignored.cover(folder, true));
                    if (!pass) {
                        ignored.enter(folder);
                    }
                    return pass ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && Syntax.ofFile(name(file)).isPresent()
                            && !ignored.cover(file, false)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    skip(file, failure);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            skip(root, e);
        }
    }

    private void check(Path file, boolean known) {
        try {
            if (known) {
                read(file).ifPresent(text -> {
                    read++;
                    drifts.addAll(checker.check(shown(file), text));
                });
            }
        } catch (IOException e) {
            skip(file, e);
        }
    }

    private Optional<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            skipped.add(new Skipped(shown(file), "neither a file nor a folder"));
            return Optional.empty();
        }
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            skipped.add(new Skipped(shown(file), "larger than 4 MiB (" + size + " bytes)"));
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < Math.min(bytes.length, PROBED_BYTES); i++) {
            if (bytes[i] == 0) {
                skipped.add(new Skipped(shown(file), "binary"));
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            skipped.add(new Skipped(shown(file), "not UTF-8 text"));
            return Optional.empty();
        }
    }

    private void skip(Path file, IOException failure) {
        String reason = failure.getClass().getSimpleName().replaceFirst("Exception$", "");
        skipped.add(new Skipped(shown(file), "cannot be read: " + reason));
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
