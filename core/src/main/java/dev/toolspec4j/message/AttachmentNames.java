package dev.toolspec4j.message;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** File names without anything that a path, a shell, a header or a page would take for more than a name. */
final class AttachmentNames {
    private static final int LONGEST = 100;
    private static final int LONGEST_EXTENSION = 16;
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._-]");
    private static final Pattern NOT_ASCII = Pattern.compile("[^A-Za-z0-9._-]");

    private AttachmentNames() {}

    /** Returns the name that people see. */
    static String shown(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        return capped(UNSAFE.matcher(name).replaceAll("_"));
    }

    /** Returns the name of the stored copy, which any file system and locale can write. */
    static String stored(int position, String shown) {
        return String.format(
                Locale.ROOT, "%02d-%s", position, NOT_ASCII.matcher(shown).replaceAll("_"));
    }

    private static String capped(String name) {
        if (name.chars().allMatch(c -> c == '.')) {
            return "file";
        }
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        int end = LONGEST - extension.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + extension;
    }
}
