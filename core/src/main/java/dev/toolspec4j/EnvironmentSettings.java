package dev.toolspec4j;

import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.backend.platform.PlatformHeaders;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Which variable sets what. */
final class EnvironmentSettings {
    private static final String ID = "1 to 64 letters, digits, dots, underscores or hyphens";

    private EnvironmentSettings() {}

    static WorkspaceSettings.Builder read(Environment env) {
        WorkspaceSettings.Builder settings = WorkspaceSettings.builder();
        identity(env, settings);
        places(env, settings);
        delegation(env, settings);
        return settings;
    }

    private static void identity(Environment env, WorkspaceSettings.Builder settings) {
        env.parsed("WORKSPACE_ID", ID, WorkspaceId::new).ifPresent(settings::workspaceId);
        env.text("TOOLSPEC4J_NAME").ifPresent(settings::name);
        env.text("TOOLSPEC4J_ROLE").ifPresent(settings::role);
        env.parsed("TOOLSPEC4J_PARENT_ID", ID, WorkspaceId::new).ifPresent(settings::parentId);
        // A list without a role is one that permits nothing, and not the default.
        if (env.text("TOOLSPEC4J_ROLES").isPresent()) {
            settings.roles(env.list("TOOLSPEC4J_ROLES"));
        }
    }

    private static void places(Environment env, WorkspaceSettings.Builder settings) {
        env.text("PLATFORM_URL")
                .map(PlatformAddress::parse)
                .map(PlatformAddress::base)
                .ifPresent(settings::platformUrl);
        env.text("PLATFORM_HEADERS").map(PlatformHeaders::parse).ifPresent(settings::platformHeaders);
        env.parsed(
                        "AWARENESS_URL",
                        "an http or https address without user name, query and fragment",
                        url -> PlatformAddress.parse(url).base())
                .ifPresent(settings::awarenessUrl);
        env.text("AWARENESS_NAMESPACE").ifPresent(settings::awarenessNamespace);
        env.path("CONFIGS_DIR").ifPresent(settings::configsDir);
        env.path("TOOLSPEC4J_HOME").ifPresent(settings::home);
        env.parsed("TOOLSPEC4J_STORE", "a JDBC URL that starts with jdbc:sqlite: or jdbc:postgresql:", url -> {
                    if (!url.startsWith("jdbc:sqlite:") && !url.startsWith("jdbc:postgresql:")) {
                        throw new IllegalArgumentException("other database");
                    }
                    return url;
                })
                .ifPresent(settings::store);
        env.path("AUDIT_LOG_PATH").ifPresent(settings::auditLog);
        env.parsed(
                        "TOOLSPEC4J_ATTACHMENT_DIRS",
                        "folders, separated by '" + File.pathSeparator + "'",
                        EnvironmentSettings::folders)
                .ifPresent(settings::attachmentDirs);
    }

    private static void delegation(Environment env, WorkspaceSettings.Builder settings) {
        env.atLeastOne("DELEGATION_RETRY_ATTEMPTS").ifPresent(settings::retryAttempts);
        env.seconds("DELEGATION_RETRY_DELAY", true).ifPresent(settings::retryDelay);
        env.seconds("DELEGATION_TIMEOUT", false).ifPresent(settings::delegationTimeout);
        env.seconds("TOOLSPEC4J_DELEGATION_LIFETIME", false).ifPresent(settings::delegationLifetime);
        env.choice("TOOLSPEC4J_DELEGATION_TRANSPORT", TransportMode.class).ifPresent(settings::delegationTransport);
        List<String> addresses = env.list("TOOLSPEC4J_ALLOWED_ADDRESSES");
        if (!addresses.isEmpty()) {
            settings.allowedAddresses(addresses);
        }
        env.atLeastOne("TOOLSPEC4J_MEMORY_RETENTION")
                .ifPresent(days -> settings.memoryRetention(Duration.ofDays(days)));
    }

    private static List<Path> folders(String value) {
        return Arrays.stream(value.split(File.pathSeparator))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Path::of)
                .toList();
    }
}
