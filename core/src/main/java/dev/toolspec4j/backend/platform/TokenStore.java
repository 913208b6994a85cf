package dev.toolspec4j.backend.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workspace's bearer token for the platform, in the file {@code .auth_token}. Safe for use by several threads. The
 * token is read once, then remembered until {@link #reread()} or {@link #save(String)}.
 */
public final class TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int LONGEST = 16 * 1024;

    private final Path file;
    private Optional<String> remembered = Optional.empty();

    private TokenStore(Path file) {
        this.file = file;
    }

    /** Returns the store in the folder, which need not exist. */
    public static TokenStore in(Path configsFolder) {
        return new TokenStore(configsFolder.toAbsolutePath().resolve(".auth_token"));
    }

    /** Returns where the token is kept. */
    public Path file() {
        return file;
    }

    /** Returns the token; empty when the file is missing, blank, unreadable, or holds no token. */
    public synchronized Optional<String> token() {
        if (remembered.isEmpty()) {
            remembered = read();
        }
        return remembered;
    }

    /** Forgets what was read and reads again; for a token that the platform refuses since it was rotated. */
    public synchronized Optional<String> reread() {
        remembered = read();
        return remembered;
    }

    /**
     * Keeps a token, without blanks at its ends; does not touch a file that holds it already. The file is readable for
     * its owner only.
     *
     * @throws IllegalArgumentException when it is blank or holds what cannot stand in a header
     * @throws IOException when it could not be written
     */
    public synchronized void save(String token) throws IOException {
        String trimmed = token.strip();
        if (!TOKEN.matcher(trimmed).matches()) {
            throw new IllegalArgumentException("a platform token is visible ASCII without blanks, and not empty");
        }
        if (!read().equals(Optional.of(trimmed))) {
            Files.createDirectories(file.getParent());
            write(ByteBuffer.wrap(trimmed.getBytes(StandardCharsets.US_ASCII)));
        }
        remembered = Optional.of(trimmed);
    }

    /** Names the file and never the token. */
    @Override
    public String toString() {
        return "TokenStore[" + file + "]";
    }

    private Optional<String> read() {
        try {
            if (Files.size(file) > LONGEST) {
                LOG.warn("{} is too long for a token; going on without one", file);
                return Optional.empty();
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!text.isEmpty() && !TOKEN.matcher(text).matches()) {
                LOG.warn("{} holds no token; going on without one", file);
                return Optional.empty();
            }
            return Optional.of(text).filter(token -> !token.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("the platform token in {} cannot be read; going on without one", file, e);
            return Optional.empty();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)} : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                attributes)) {
            if (posix) {
                // The attribute counts for a new file only; one that was there may be open to everybody.
                Files.setPosixFilePermissions(file, OWNER);
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
