package dev.toolspec4j.backend.jdbc;

import dev.toolspec4j.internal.file.PrivateFiles;
import dev.toolspec4j.workspace.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * The file that an SQLite URL names.
 *
 * @param url with the driver's parameters
 * @param path absolute
 */
record SqliteFile(String url, Path path) implements Connections {
    static final String PREFIX = "jdbc:sqlite:";

    static SqliteFile of(String url) {
        String bare = StoreLocation.ofUrl(url).substring(PREFIX.length());
        String name = bare.startsWith("file:") ? bare.substring("file:".length()) : bare;
        if (name.isBlank()
                || name.startsWith(":")
                || url.toLowerCase(Locale.ROOT).contains("mode=memory")) {
            throw new StoreException(
                    "the store '" + url + "' would live in memory, where its connections do not see each other; name a"
                            + " file, such as " + PREFIX + "/var/lib/agent/workspace.db",
                    null);
        }
        try {
            return new SqliteFile(url, Path.of(name).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new StoreException("the store '" + url + "' names no file: " + e.getReason(), e);
        }
    }

    /** Creates folder and file where missing, readable for this user alone, since they will hold private matter. */
    void create() {
        Path folder = path.getParent();
        try {
            if (folder != null) {
                PrivateFiles.createFolders(folder);
            }
            if (!Files.exists(path)) {
                PrivateFiles.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path)) {
                throw new StoreException(
                        "the store " + path + " cannot be created because " + e.getMessage()
                                + " exists and is not a folder; name another file",
                        e);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "the store " + path + " cannot be created (" + e
                            + "); make its folder writable for this user, or name another file",
                    e);
        }
    }

    @Override
    public Connection open() throws SQLException {
        Properties settings = new Properties();
        // Nobody asks for them, and the driver would run a query after each insert to know them.
        settings.setProperty("jdbc.get_generated_keys", "false");
        return DriverManager.getConnection(url, settings);
    }
}
