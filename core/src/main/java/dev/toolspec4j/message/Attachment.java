package dev.toolspec4j.message;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that comes with a message.
 *
 * @param name for people: a plain file name of letters, digits, dots, underscores and hyphens, at most 100 characters
 * @param mediaType such as {@code application/pdf}; {@code application/octet-stream} when it is not known
 * @param size in bytes
 * @param path where the file is, absolute
 */
public record Attachment(String name, String mediaType, long size, Path path) {
    /** Checks that nothing is missing and that the path is absolute. */
    public Attachment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mediaType, "mediaType");
        if (size < 0) {
            throw new IllegalArgumentException("the size of attachment '" + name + "' must not be negative: " + size);
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("the path of attachment '" + name + "' must be absolute: " + path);
        }
    }
}
