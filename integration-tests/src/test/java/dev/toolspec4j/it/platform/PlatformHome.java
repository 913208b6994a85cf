package dev.toolspec4j.it.platform;

import dev.toolspec4j.Workspace;
import dev.toolspec4j.tool.CallContext;
import dev.toolspec4j.tool.ToolResult;
import dev.toolspec4j.workspace.WorkspaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A workspace on the fake platform as its environment describes it: a lead above, a sibling beside, a child below, a
 * token in its folder, and a folder of files that may be sent.
 */
final class PlatformHome implements AutoCloseable {
    final FakePlatform platform = new FakePlatform();
    final WorkspaceId lead = platform.workspaces.add("Lead", "");
    final WorkspaceId me = platform.workspaces.add("Me", lead.value());
    final WorkspaceId sibling = platform.workspaces.add("Sibling", lead.value());
    final WorkspaceId child = platform.workspaces.add("Child", me.value());
    final Path configs;
    final Path files;
    private final Map<String, String> environment = new LinkedHashMap<>();

    PlatformHome(Path folder) throws IOException {
        configs = Files.createDirectories(folder.resolve("configs"));
        files = Files.createDirectories(folder.resolve("files"));
        writeToken(platform.workspaces.tokenOf(me));
        environment.put("PLATFORM_URL", platform.url().toString());
        environment.put("WORKSPACE_ID", me.value());
        environment.put("CONFIGS_DIR", configs.toString());
        environment.put("TOOLSPEC4J_HOME", folder.resolve("home").toString());
        environment.put("TOOLSPEC4J_ATTACHMENT_DIRS", files.toString());
        environment.put("DELEGATION_RETRY_DELAY", "0.01");
    }

    /** Sets a variable for workspaces opened from now on. */
    PlatformHome with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Map<String, String> environment() {
        return new LinkedHashMap<>(environment);
    }

    Workspace open() {
        return Workspace.fromEnvironment(environment);
    }

    void writeToken(String token) throws IOException {
        Files.writeString(tokenFile(), token + "\n");
    }

    Path tokenFile() {
        return configs.resolve(".auth_token");
    }

    /** Puts a file where files may be sent from; returns its path. */
    Path file(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content);
    }

    static ToolResult call(Workspace workspace, String tool, String arguments) {
        return workspace.tools().call(tool, arguments.replace('\'', '"'), CallContext.none());
    }

    @Override
    public void close() {
        platform.close();
    }
}
