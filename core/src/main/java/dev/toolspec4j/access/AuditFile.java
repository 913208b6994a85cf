package dev.toolspec4j.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The log's file, shared by processes. It is opened anew for each append, so that a file which was renamed away is left
 * alone and a new one begun.
 */
final class AuditFile implements AuditSink {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final long LOCK_RETRY_NANOS = Duration.ofMillis(2).toNanos();

    private final Path file;

    AuditFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    @SuppressWarnings("try") // The lock is held, not used.
    public void append(List<byte[]> lines) throws IOException {
        create();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            long start = channel.size();
            try {
                channel.position(start);
                if (endsInsideLine(channel, start)) {
                    write(channel, new byte[] {'\n'});
                }
                for (byte[] line : lines) {
                    write(channel, line);
                }
                channel.force(false);
            } catch (IOException e) {
                takeBack(channel, start, e);
                throw e;
            }
        }
    }

    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process made it since we looked; its file is as good as ours.
            return;
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + LOCK_WAIT.toNanos();
        Optional<FileLock> lock = tryLock(channel);
        while (lock.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("another writer has held the lock on " + file + " for " + LOCK_WAIT.toSeconds()
                        + " s; end the process that hangs");
            }
            LockSupport.parkNanos(LOCK_RETRY_NANOS);
            lock = tryLock(channel);
        }
        return lock.get();
    }

    /** Java refuses, rather than waits, when another channel of this JVM holds the lock. */
    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static boolean endsInsideLine(FileChannel channel, long size) throws IOException {
        if (size == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Half a batch would break the chain when the batch is written again. */
    private static void takeBack(FileChannel channel, long start, IOException failure) {
        try {
            channel.truncate(start);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
