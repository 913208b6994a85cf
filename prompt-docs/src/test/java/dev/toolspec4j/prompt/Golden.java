package dev.toolspec4j.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that pin generated text. Run with {@code -Dupdate.golden=true} to accept what is generated now. */
final class Golden {
    private static final Path MODULE = Path.of("src/test/resources/golden");
    private static final Path FROM_ROOT = Path.of("prompt-docs").resolve(MODULE);

    private Golden() {}

    static void assertUnchanged(String file, String text) throws IOException {
        Path path = (Files.isDirectory(FROM_ROOT) ? FROM_ROOT : MODULE).resolve(file);
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(path, text);
        }
        assertThat(path)
                .as("generated text; accept a change with -Dupdate.golden=true")
                .content()
                .isEqualTo(text);
    }
}
