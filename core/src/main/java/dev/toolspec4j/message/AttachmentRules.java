package dev.toolspec4j.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files an agent may send: readable regular files in allowed folders, wherever symbolic links lead. Looks at
 * files, and neither reads nor changes any.
 */
public final class AttachmentRules {
    /** The most bytes of one file. */
    public static final long LARGEST_FILE = 25L * 1024 * 1024;

    /** The most bytes of all files of one message. */
    public static final long LARGEST_TOTAL = 50L * 1024 * 1024;

    /** The most files of one message. */
    public static final int MOST_FILES = 20;

    private final List<Path> allowed;

    /**
     * Makes the rules.
     *
     * @param allowed folders that files may be sent from, with all that is below them; with none, no file may be sent
     */
    public AttachmentRules(List<Path> allowed) {
        this.allowed = allowed.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList();
    }

    /** Returns what the paths name, in their order; throws for the first that may not be sent. */
    List<Attachment> check(List<String> paths) throws AttachmentException {
        if (paths.size() > MOST_FILES) {
            throw new AttachmentException(
                    paths.size() + " attachments are too many; send at most " + MOST_FILES + " with one message", null);
        }
        List<Attachment> files = new ArrayList<>();
        long total = 0;
        for (String path : paths) {
            Attachment file = check(path);
            total += file.size();
            files.add(file);
        }
        if (total > LARGEST_TOTAL) {
            throw new AttachmentException(
                    "the attachments have " + total + " bytes together; one message carries at most " + LARGEST_TOTAL
                            + ", so send them in several",
                    null);
        }
        return files;
    }

    private Attachment check(String text) throws AttachmentException {
        Path named = parsed(text);
        Path real = resolved(named);
        try {
            if (!Files.isRegularFile(real)) {
                String kind = Files.isDirectory(real) ? "is a folder" : "is not a regular file";
                throw new AttachmentException("attachment '" + text + "' " + kind + "; name a file", null);
            }
            if (!Files.isReadable(real)) {
                throw new AttachmentException("attachment '" + text + "' may not be read by this user", null);
            }
            long size = Files.size(real);
            if (size > LARGEST_FILE) {
                throw new AttachmentException(
                        "attachment '" + text + "' has " + size + " bytes; at most " + LARGEST_FILE
                                + " can be sent, so make it smaller or split it",
                        null);
            }
            String name = AttachmentNames.shown(named);
            return new Attachment(name, MediaTypes.of(name), size, real);
        } catch (IOException e) {
            throw new AttachmentException("attachment '" + text + "' cannot be looked at: " + e, e);
        }
    }

    private static Path parsed(String text) throws AttachmentException {
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute()) {
                throw new AttachmentException(
                        "attachment '" + text + "' is not an absolute path; give the whole path", null);
            }
            return path.normalize();
        } catch (InvalidPathException e) {
            throw new AttachmentException("attachment '" + text + "' is not a path: " + e.getReason(), e);
        }
    }

    /** Follows all links. What is outside by its name is refused unseen, so that nothing is told about it. */
    private Path resolved(Path named) throws AttachmentException {
        List<Path> roots = new ArrayList<>(allowed);
        allowed.forEach(folder -> roots.add(real(folder)));
        if (roots.stream().noneMatch(named::startsWith)) {
            throw outside(named);
        }
        try {
            Path real = named.toRealPath();
            if (allowed.stream().map(AttachmentRules::real).noneMatch(real::startsWith)) {
                throw outside(named);
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new AttachmentException("attachment '" + named + "' does not exist; check its path", e);
        } catch (IOException e) {
            throw new AttachmentException("attachment '" + named + "' cannot be opened: " + e, e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // A folder that is missing now may be created later; until then nothing is in it.
            return folder;
        }
    }

    private AttachmentException outside(Path named) {
        String where = allowed.isEmpty()
                ? "no folder is allowed; whoever runs this agent can name some in TOOLSPEC4J_ATTACHMENT_DIRS"
                : "files may be sent from " + allowed + " only; copy the file there first";
        return new AttachmentException(
                "attachment '" + named + "' is, or leads, outside the allowed folders: " + where, null);
    }
}
