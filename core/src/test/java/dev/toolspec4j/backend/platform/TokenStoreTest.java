package dev.toolspec4j.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
    @TempDir
    private Path folder;

    private TokenStore tokens;
    private Path file;

    @BeforeEach
    void open() {
        tokens = TokenStore.in(folder.resolve("configs"));
        file = folder.resolve("configs/.auth_token");
    }

    private void write(String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void theFileIsInTheConfigsFolder() {
        assertThat(tokens.file()).isEqualTo(file.toAbsolutePath());
        assertThat(tokens.token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t\n", "two words", "line\nbreak", "caf\u00e9"})
    void whatIsNoTokenIsNone(String text) throws Exception {
        write(text);

        assertThat(tokens.token()).isEmpty();
    }

    @Test
    void blanksAtTheEndsAreTrimmed() throws Exception {
        write("  abc_DEF-123\n");

        assertThat(tokens.token()).contains("abc_DEF-123");
    }

    @Test
    void aFolderInTheFilesPlaceIsNone() throws Exception {
        Files.createDirectories(file);

        assertThat(tokens.token()).isEmpty();
    }

    @Test
    void whatIsSavedIsReadBackWithoutALineEnd() throws Exception {
        tokens.save(" secret-token ");

        assertThat(Files.readString(file)).isEqualTo("secret-token");
        assertThat(tokens.token()).contains("secret-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatWasOpenToAllIsNotAfterwards() throws Exception {
        write("old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        tokens.save("new");

        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theSameTokenLeavesTheFileUntouched() throws Exception {
        tokens.save("secret");
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, longAgo);

        tokens.save("secret\n");

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a b", "a\r\nX-Evil: 1"})
    void whatIsNoTokenIsNotSaved(String text) {
        assertThatThrownBy(() -> tokens.save(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aTokenIsRememberedUntilItIsReadAgain() throws Exception {
        write("first");
        assertThat(tokens.token()).contains("first");
        write("second");

        assertThat(tokens.token()).contains("first");
        assertThat(tokens.reread()).contains("second");
        assertThat(tokens.token()).contains("second");
    }

    @Test
    void aTokenThatComesLaterIsFound() throws Exception {
        assertThat(tokens.token()).isEmpty();
        write("late");

        assertThat(tokens.token()).contains("late");
    }

    @Test
    void itsTextNeverShowsTheToken() throws Exception {
        tokens.save("secret");

        assertThat(tokens.toString()).contains(".auth_token").doesNotContain("secret");
    }
}
