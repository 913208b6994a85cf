package dev.toolspec4j.message;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a file is, judged by its name: the same on every machine. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";

    // What agents write and the JDK's own table does not know, or knows otherwise from one JDK to the next.
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("gz", "application/gzip"),
            Map.entry("java", "text/plain"),
            Map.entry("js", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("log", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("webp", "image/webp"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"));

    private MediaTypes() {}

    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = BY_EXTENSION.getOrDefault(extension, "");
        return known.isEmpty()
                ? Objects.requireNonNullElse(URLConnection.guessContentTypeFromName("x." + extension), UNKNOWN)
                : known;
    }
}
