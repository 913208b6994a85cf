package dev.toolspec4j.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text that an option names. */
final class TextFile {
    private TextFile() {}

    static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnavailableException("cannot use " + file + ": it is a folder; name a file");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new UnavailableException("cannot use " + file + ": it is no text in UTF-8", e);
        }
    }
}
