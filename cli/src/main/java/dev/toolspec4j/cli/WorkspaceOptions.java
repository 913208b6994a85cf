package dev.toolspec4j.cli;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.WorkspaceSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that open a workspace. */
final class WorkspaceOptions {
    @Option(names = "--home", paramLabel = "DIR", description = "Folder of the store; overrides TOOLSPEC4J_HOME.")
    private @Nullable Path home;

    Map<String, String> environment(Terminal terminal) {
        Map<String, String> environment = new LinkedHashMap<>(terminal.environment());
        if (home != null) {
            environment.put("TOOLSPEC4J_HOME", home.toAbsolutePath().toString());
        }
        return environment;
    }

    WorkspaceSettings settings(Terminal terminal) {
        return WorkspaceSettings.fromEnvironment(environment(terminal));
    }

    Workspace open(Terminal terminal) {
        return Workspace.open(settings(terminal));
    }
}
