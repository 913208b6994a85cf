package dev.toolspec4j.internal.http;

import java.nio.file.Path;
import java.util.List;

/** What a request carries. */
public sealed interface HttpContent {
    /**
     * JSON.
     *
     * @param text the document
     */
    record Json(String text) implements HttpContent {}

    /**
     * Files as {@code multipart/form-data}, read while they are sent.
     *
     * @param files in order; copied
     */
    record Files(List<Part> files) implements HttpContent {
        /** Copies the list. */
        public Files {
            files = List.copyOf(files);
        }
    }

    /**
     * One file.
     *
     * @param field the form field
     * @param name the file name that is told
     * @param mediaType such as {@code text/csv}
     * @param path where its bytes are
     * @param size how many there are; a file that has another size when it is read fails the exchange
     */
    record Part(String field, String name, String mediaType, Path path, long size) {}
}
