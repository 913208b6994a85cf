package dev.toolspec4j;

import java.nio.file.Path;
import java.util.List;

/** Which folders files may be sent from when nothing is said. */
final class AttachmentFolders {
    private AttachmentFolders() {}

    /** Returns the working folder, unless that is so wide (the root, the home folder) that it would hold secrets. */
    static List<Path> byDefault() {
        Path working = Path.of("").toAbsolutePath().normalize();
        Path home =
                Path.of(System.getProperty("user.home", "/")).toAbsolutePath().normalize();
        boolean tooWide = working.getParent() == null || working.equals(home);
        return tooWide ? List.of() : List.of(working);
    }
}
