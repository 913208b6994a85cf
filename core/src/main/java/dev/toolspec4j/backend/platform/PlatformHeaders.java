package dev.toolspec4j.backend.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers that a platform wants beyond its own, such as {@code X-Molecule-Org-Id}. */
public final class PlatformHeaders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    private static final Set<String> OURS =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection", "x-workspace-id");

    private PlatformHeaders() {}

    /**
     * Returns the headers that the lines spell, {@code Name: value} each, in order; blank lines mean nothing.
     *
     * @throws IllegalArgumentException for a line that is no header, or one that is ours to set; never shows a value
     */
    public static Map<String, String> parse(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines.split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                add(headers, line, number);
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    private static void add(Map<String, String> headers, String line, int number) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "line " + number + " of PLATFORM_HEADERS is no header; write 'Name: value', one a line");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("line " + number + " of PLATFORM_HEADERS sets '" + name
                    + "', which every request sets itself; take it out");
        }
        headers.put(name, value);
    }
}
