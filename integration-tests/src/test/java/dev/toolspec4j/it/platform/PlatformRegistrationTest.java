package dev.toolspec4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolspec4j.backend.platform.PlatformClient;
import dev.toolspec4j.backend.platform.PlatformPeerDirectory;
import dev.toolspec4j.backend.platform.PlatformRegistration;
import dev.toolspec4j.backend.platform.TokenStore;
import dev.toolspec4j.workspace.WorkspaceId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformRegistrationTest {
    private static final URI HERE = URI.create("http://me.example:8000");

    @TempDir
    private Path configs;

    private FakePlatform platform;
    private WorkspaceId me;
    private PlatformClient client;
    private PlatformRegistration registration;

    @BeforeEach
    void aWorkspaceWithoutAToken() throws Exception {
        platform = new FakePlatform();
        me = platform.workspaces.addWithoutToken("me", "");
        client = platform.client(me, TokenStore.in(configs));
        registration = new PlatformRegistration(client);
    }

    @AfterEach
    void stop() {
        client.close();
        platform.close();
    }

    @Test
    void theFirstRegistrationBringsTheTokenAndKeepsIt() throws Exception {
        registration.register(HERE, Map.of("name", "me"));

        assertThat(TokenStore.in(configs).token()).contains(platform.workspaces.tokenOf(me));
        assertThat(new PlatformPeerDirectory(client).list()).isEmpty();
    }

    @Test
    void aLaterRegistrationKeepsTheTokenItHas() throws Exception {
        registration.register(HERE, Map.of("name", "me"));
        String token = platform.workspaces.tokenOf(me);
        registration.register(HERE, Map.of("name", "me"));

        assertThat(TokenStore.in(configs).token()).contains(token);
    }

    @Test
    void aHeartbeatSaysExactlyWhatItWasGiven() throws Exception {
        registration.register(HERE, Map.of("name", "me"));
        registration.heartbeat(new PlatformRegistration.Heartbeat(
                0.25, "timeout", 2, 60, "reading", true, Map.of("idle_timeout_seconds", 300)));
        registration.heartbeat(PlatformRegistration.Heartbeat.healthy(0, 90));

        assertThat(platform.workspaces.heartbeats().get(0))
                .containsEntry("error_rate", 0.25)
                .containsEntry("sample_error", "timeout")
                .containsEntry("active_tasks", 2)
                .containsEntry("uptime_seconds", 60)
                .containsEntry("current_task", "reading")
                .containsEntry("runtime_state", "wedged")
                .containsEntry("runtime_metadata", Map.of("idle_timeout_seconds", 300));
        assertThat(platform.workspaces.heartbeats().get(1))
                .containsEntry("runtime_state", "")
                .doesNotContainKey("runtime_metadata");
    }

    @Test
    void aCardIsReplaced() throws Exception {
        registration.register(HERE, Map.of("name", "me"));
        registration.updateCard(Map.of("name", "me", "version", "2"));

        assertThat(platform.requests("POST", "/update-card").get(0).json())
                .containsEntry("agent_card", Map.of("name", "me", "version", "2"));
    }

    @Test
    void aRefusalIsLoud() {
        assertThatThrownBy(() -> registration.register(URI.create("ftp://x"), Map.of("name", "me")))
                .hasMessageContaining("url must be http");
        assertThatThrownBy(() -> new PlatformRegistration.Heartbeat(2, "", 0, 0, "", false, Map.of()))
                .hasMessageContaining("0 to 1");
    }
}
