package dev.toolspec4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.workspace.WorkspaceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceSettingsTest {
    @Test
    void everythingHasADefault() {
        WorkspaceSettings settings = WorkspaceSettings.fromEnvironment(Map.of());

        assertThat(settings.workspaceId()).isEqualTo(new WorkspaceId("local"));
        assertThat(settings.name()).isEqualTo("local");
        assertThat(settings.home()).isEqualTo(Path.of(System.getProperty("user.home"), ".toolspec4j"));
        assertThat(settings.store()).isEqualTo("jdbc:sqlite:" + settings.home().resolve("workspace.db"));
        assertThat(settings.auditLog()).isEqualTo(settings.home().resolve("audit.jsonl"));
        assertThat(settings.roles()).containsExactly("operator");
        assertThat(settings.retryAttempts()).isEqualTo(3);
        assertThat(settings.retryDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.delegationTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.delegationLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.delegationTransport()).isEqualTo(TransportMode.AUTO);
        assertThat(settings.memoryRetention()).isEmpty();
        assertThat(settings.platformUrl()).isEmpty();
    }

    @Test
    void everyVariableOfTheManualIsRead() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("WORKSPACE_ID", "ws-1");
        env.put("PLATFORM_URL", "https://platform.example/");
        env.put("PLATFORM_HEADERS", "X-Org: acme\n\nX-More: a:b");
        env.put("CONFIGS_DIR", "/somewhere");
        env.put("TOOLSPEC4J_HOME", "/data/ws");
        env.put("TOOLSPEC4J_STORE", "jdbc:postgresql://db/team");
        env.put("TOOLSPEC4J_ROLES", "read-only, no-delegation");
        env.put("TOOLSPEC4J_ATTACHMENT_DIRS", "/out" + java.io.File.pathSeparator + "/reports");
        env.put("TOOLSPEC4J_NAME", "One");
        env.put("TOOLSPEC4J_ROLE", "tests");
        env.put("TOOLSPEC4J_PARENT_ID", "boss");
        env.put("DELEGATION_RETRY_ATTEMPTS", "5");
        env.put("DELEGATION_RETRY_DELAY", "0.5");
        env.put("DELEGATION_TIMEOUT", "12");
        env.put("TOOLSPEC4J_DELEGATION_LIFETIME", "60");
        env.put("TOOLSPEC4J_DELEGATION_TRANSPORT", "Platform");
        env.put("TOOLSPEC4J_ALLOWED_ADDRESSES", "10.0.0.0/8, 192.168.0.0/16");
        env.put("TOOLSPEC4J_MEMORY_RETENTION", "90");
        env.put("AUDIT_LOG_PATH", "/var/log/team.jsonl");

        WorkspaceSettings settings = WorkspaceSettings.fromEnvironment(env);

        assertThat(settings.workspaceId()).isEqualTo(new WorkspaceId("ws-1"));
        assertThat(settings.platformUrl()).hasToString("Optional[https://platform.example]");
        assertThat(settings.platformHeaders()).containsExactly(Map.entry("X-Org", "acme"), Map.entry("X-More", "a:b"));
        assertThat(settings.configsDir()).isEqualTo(Path.of("/somewhere"));
        assertThat(settings.home()).isEqualTo(Path.of("/data/ws"));
        assertThat(settings.store()).isEqualTo("jdbc:postgresql://db/team");
        assertThat(settings.roles()).containsExactly("read-only", "no-delegation");
        assertThat(settings.attachmentDirs()).containsExactly(Path.of("/out"), Path.of("/reports"));
        assertThat(settings.name()).isEqualTo("One");
        assertThat(settings.role()).contains("tests");
        assertThat(settings.parentId()).contains(new WorkspaceId("boss"));
        assertThat(settings.retryAttempts()).isEqualTo(5);
        assertThat(settings.retryDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.delegationTimeout()).isEqualTo(Duration.ofSeconds(12));
        assertThat(settings.delegationLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.delegationTransport()).isEqualTo(TransportMode.PLATFORM);
        assertThat(settings.allowedAddresses()).isEqualTo(List.of("10.0.0.0/8", "192.168.0.0/16"));
        assertThat(settings.memoryRetention()).contains(Duration.ofDays(90));
        assertThat(settings.auditLog()).isEqualTo(Path.of("/var/log/team.jsonl"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WORKSPACE_ID                    | a b                 | letters, digits, dots
            TOOLSPEC4J_STORE                | jdbc:h2:mem:x       | jdbc:sqlite: or jdbc:postgresql:
            DELEGATION_RETRY_ATTEMPTS       | 0                   | whole number of 1 or more
            DELEGATION_RETRY_ATTEMPTS       | three               | whole number of 1 or more
            DELEGATION_RETRY_DELAY          | -1                  | number of seconds of 0 or more
            DELEGATION_TIMEOUT              | NaN                 | number of seconds above 0
            DELEGATION_TIMEOUT              | Infinity            | number of seconds above 0
            TOOLSPEC4J_DELEGATION_LIFETIME  | 0                   | number of seconds above 0
            TOOLSPEC4J_DELEGATION_TRANSPORT | pigeon              | one of direct, platform, auto
            TOOLSPEC4J_MEMORY_RETENTION     | forever             | whole number of 1 or more
            """)
    void aBadValueIsRefusedWithItsNameItsValueAndWhatIsAllowed(String name, String value, String allowed) {
        assertThatThrownBy(() -> WorkspaceSettings.fromEnvironment(Map.of(name, value, "TOOLSPEC4J_NAME", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + " is '" + value + "'")
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform.example", "ftp://x", "http:///path", "https://platform.example?x=1"})
    void aPlatformAddressThatIsNoneIsRefusedByName(String url) {
        assertThatThrownBy(() -> WorkspaceSettings.fromEnvironment(Map.of("WORKSPACE_ID", "w", "PLATFORM_URL", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PLATFORM_URL");
    }

    @Test
    void passwordsInAddressesAreNotRepeated() {
        assertThatThrownBy(() -> WorkspaceSettings.fromEnvironment(
                        Map.of("WORKSPACE_ID", "w", "PLATFORM_URL", "https://ada:secret@platform.example")))
                .hasMessageContaining("PLATFORM_URL")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() ->
                        WorkspaceSettings.fromEnvironment(Map.of("TOOLSPEC4J_STORE", "jdbc:x://h/d?password=secret")))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> WorkspaceSettings.fromEnvironment(Map.of("PLATFORM_HEADERS", "secret")))
                .hasMessageContaining("line 1 of PLATFORM_HEADERS")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aWorkspaceThatOthersCanSeeNeedsAnIdOfItsOwn() {
        assertThatThrownBy(() -> WorkspaceSettings.fromEnvironment(Map.of("PLATFORM_URL", "http://localhost:8080")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WORKSPACE_ID");
        assertThatThrownBy(
                        () -> WorkspaceSettings.fromEnvironment(Map.of("TOOLSPEC4J_STORE", "jdbc:postgresql://db/x")))
                .hasMessageContaining("WORKSPACE_ID");
    }
}
