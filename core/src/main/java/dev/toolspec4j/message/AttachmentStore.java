package dev.toolspec4j.message;

import dev.toolspec4j.internal.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the files that messages carry, one folder a message, readable for this user alone. */
public final class AttachmentStore {
    private static final Logger LOG = LoggerFactory.getLogger(AttachmentStore.class);
    private static final int CHUNK = 64 * 1024;

    private final Optional<Path> folder;

    /**
     * Makes the store.
     *
     * @param folder that the copies go to; created with the first of them
     */
    public AttachmentStore(Path folder) {
        this(Optional.of(folder.toAbsolutePath().normalize()));
    }

    private AttachmentStore(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Returns one that copies nothing: its messages name the files themselves, so they last as long as those do. */
    public static AttachmentStore inPlace() {
        return new AttachmentStore(Optional.empty());
    }

    /** Returns copies of the files, on disk; throws when one cannot be copied, and keeps no copy then. */
    List<Attachment> copy(String messageId, List<Attachment> files) throws AttachmentException {
        return folder.isEmpty() ? files : copy(folder.get().resolve(messageId), files);
    }

    private static List<Attachment> copy(Path own, List<Attachment> files) throws AttachmentException {
        List<Attachment> copies = new ArrayList<>();
        boolean complete = false;
        try {
            for (Attachment file : files) {
                copies.add(copy(own, copies.size() + 1, file));
            }
            complete = true;
            return copies;
        } finally {
            if (!complete) {
                remove(own);
            }
        }
    }

    /** Removes the copies of a message that was not stored. */
    void discard(String messageId) {
        folder.ifPresent(known -> remove(known.resolve(messageId)));
    }

    private static void remove(Path copies) {
        try {
            Files.walkFileTree(copies, new Deletion());
        } catch (NoSuchFileException e) {
            LOG.debug("no copies in {}", copies);
        } catch (IOException e) {
            LOG.warn("the copies in {} belong to no message and could not be removed", copies, e);
        }
    }

    private static Attachment copy(Path own, int position, Attachment file) throws AttachmentException {
        Path target = own.resolve(AttachmentNames.stored(position, file.name()));
        try {
            PrivateFiles.createFolders(own);
            PrivateFiles.createFile(target);
            long size = bytes(file, target);
            return new Attachment(file.name(), file.mediaType(), size, target);
        } catch (IOException e) {
            throw new AttachmentException(
                    "attachment '" + file.path() + "' could not be copied to " + own.getParent() + " (" + e
                            + "); check that it still exists and that the disk has room",
                    e);
        }
    }

    /** Copies no more than a file may have, since it may have grown, or become a link, since it was looked at. */
    private static long bytes(Attachment file, Path target) throws IOException, AttachmentException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long size = 0;
        try (FileChannel from =
                        FileChannel.open(file.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                FileChannel to = FileChannel.open(target, StandardOpenOption.WRITE)) {
            while (from.read(chunk) >= 0) {
                size += chunk.position();
                if (size > AttachmentRules.LARGEST_FILE) {
                    throw new AttachmentException(
                            "attachment '" + file.path() + "' has grown beyond " + AttachmentRules.LARGEST_FILE
                                    + " bytes while it was read; send it when it is finished",
                            null);
                }
                chunk.flip();
                while (chunk.hasRemaining()) {
                    to.write(chunk);
                }
                chunk.clear();
            }
            to.force(true);
        }
        return size;
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
