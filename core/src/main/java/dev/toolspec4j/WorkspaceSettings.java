package dev.toolspec4j;

import dev.toolspec4j.backend.platform.PlatformAddress;
import dev.toolspec4j.memory.TextEmbedder;
import dev.toolspec4j.message.UserChannel;
import dev.toolspec4j.workspace.WorkspaceId;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace is and what it runs on. Everything has a default: {@code WorkspaceSettings.builder().build()} is a
 * workspace named {@code local} on a file below {@code ~/.toolspec4j}. Immutable.
 */
public final class WorkspaceSettings {
    private final Builder given;

    private WorkspaceSettings(Builder given) {
        this.given = given;
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds what these settings hold, such as what the environment says. */
    public Builder toBuilder() {
        return given.clone();
    }

    /**
     * Reads the environment variables of the manual.
     *
     * @throws IllegalArgumentException naming the variable, its value and what is allowed
     */
    public static WorkspaceSettings fromEnvironment(Map<String, String> variables) {
        return EnvironmentSettings.read(new Environment(variables)).build();
    }

    /** Returns this workspace's id. */
    public WorkspaceId workspaceId() {
        return given.workspaceId == null ? new WorkspaceId("local") : given.workspaceId;
    }

    /** Returns its name for people; the id unless one was given. */
    public String name() {
        return given.name == null ? workspaceId().value() : given.name;
    }

    /** Returns what it is for. */
    public Optional<String> role() {
        return Optional.ofNullable(given.role);
    }

    /** Returns whom it belongs to. */
    public Optional<WorkspaceId> parentId() {
        return Optional.ofNullable(given.parentId);
    }

    /** Returns the folder of the embedded store, the inbox's files and the audit log. */
    public Path home() {
        return given.home == null
                ? Path.of(System.getProperty("user.home", "."), ".toolspec4j")
                : given.home.toAbsolutePath();
    }

    /** Returns the JDBC URL of the store; an SQLite file below {@link #home()} unless one was given. */
    public String store() {
        return given.store == null ? "jdbc:sqlite:" + home().resolve("workspace.db") : given.store;
    }

    /** Returns the caller's own source of connections, used instead of {@link #store()}. */
    public Optional<DataSource> dataSource() {
        return Optional.ofNullable(given.dataSource);
    }

    /** Returns the platform's address, without a slash at its end; empty for an embedded workspace. */
    public Optional<URI> platformUrl() {
        return Optional.ofNullable(given.platformUrl);
    }

    /** Returns where the awareness service is that keeps the memories, instead of the platform or the store. */
    public Optional<URI> awarenessUrl() {
        return Optional.ofNullable(given.awarenessUrl);
    }

    /** Returns the service's namespace of this workspace; {@code workspace:<id>} unless one was given. */
    public String awarenessNamespace() {
        return given.awarenessNamespace == null ? "workspace:" + workspaceId() : given.awarenessNamespace;
    }

    /** Returns headers sent to the platform and nobody else. */
    public Map<String, String> platformHeaders() {
        return given.platformHeaders;
    }

    /** Returns the folder of the platform's token file. */
    public Path configsDir() {
        return given.configsDir;
    }

    /** Returns the roles whose permissions this workspace has; an empty list permits nothing. */
    public List<String> roles() {
        return given.roles;
    }

    /** Returns what roles of the caller's own, or built-in ones that it defines anew, permit. */
    public Map<String, Set<String>> customRoles() {
        return given.customRoles;
    }

    /** Returns the folders that files may be sent from. */
    public List<Path> attachmentDirs() {
        return given.attachmentDirs == null ? AttachmentFolders.byDefault() : given.attachmentDirs;
    }

    /** Returns where the audit log is written. */
    public Path auditLog() {
        return given.auditLog == null ? home().resolve("audit.jsonl") : given.auditLog.toAbsolutePath();
    }

    /** Returns how often sending a task is tried in all. */
    public int retryAttempts() {
        return given.retryAttempts;
    }

    /** Returns the wait before the second attempt; later waits grow by as much each. */
    public Duration retryDelay() {
        return given.retryDelay;
    }

    /** Returns how long a synchronous delegation waits before it hands back a task id. */
    public Duration delegationTimeout() {
        return given.delegationTimeout;
    }

    /** Returns how long a delegation may take before it is given up. */
    public Duration delegationLifetime() {
        return given.delegationLifetime;
    }

    /** Returns how tasks reach peers that a platform knows. */
    public TransportMode delegationTransport() {
        return given.delegationTransport;
    }

    /** Returns the address ranges, as CIDR, that peers may have although they would be refused otherwise. */
    public List<String> allowedAddresses() {
        return given.allowedAddresses;
    }

    /** Returns after how long memories are dropped; empty to keep them. */
    public Optional<Duration> memoryRetention() {
        return Optional.ofNullable(given.memoryRetention);
    }

    /** Returns whether peers' words reach the model inside a fence that they cannot fake. */
    public boolean fencePeerText() {
        return given.fencePeerText;
    }

    /** Returns the HTTP client to derive ours from, for proxies and certificates. */
    public Optional<OkHttpClient> httpClient() {
        return Optional.ofNullable(given.httpClient);
    }

    /** Returns where spans and metrics go; nowhere unless given. */
    public OpenTelemetry openTelemetry() {
        return given.openTelemetry;
    }

    /** Returns whether spans hold what is said: arguments, results, tasks, memories and queries. */
    public boolean telemetryContent() {
        return given.telemetryContent;
    }

    /** Returns the clock; the system's in UTC unless given. */
    public Clock clock() {
        return given.clock;
    }

    /** Returns what runs background work, such as a virtual-thread executor. */
    public Optional<Executor> executor() {
        return Optional.ofNullable(given.executor);
    }

    /** Returns what turns texts into vectors for recall. */
    public Optional<TextEmbedder> textEmbedder() {
        return Optional.ofNullable(given.textEmbedder);
    }

    /** Returns how the user is reached live; without one messages wait in the inbox. */
    public Optional<UserChannel> userChannel() {
        return Optional.ofNullable(given.userChannel);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder implements Cloneable {
        private @Nullable WorkspaceId workspaceId;
        private @Nullable String name;
        private @Nullable String role;
        private @Nullable WorkspaceId parentId;
        private @Nullable Path home;
        private @Nullable String store;
        private @Nullable DataSource dataSource;
        private @Nullable URI platformUrl;
        private @Nullable URI awarenessUrl;
        private @Nullable String awarenessNamespace;
        private Map<String, String> platformHeaders = Map.of();
        private Path configsDir = Path.of("/configs");
        private List<String> roles = List.of("operator");
        private Map<String, Set<String>> customRoles = Map.of();
        private @Nullable List<Path> attachmentDirs;
        private @Nullable Path auditLog;
        private int retryAttempts = 3;
        private Duration retryDelay = Duration.ofSeconds(5);
        private Duration delegationTimeout = Duration.ofMinutes(5);
        private Duration delegationLifetime = Duration.ofMinutes(30);
        private TransportMode delegationTransport = TransportMode.AUTO;
        private List<String> allowedAddresses = List.of();
        private @Nullable Duration memoryRetention;
        private boolean fencePeerText;
        private @Nullable OkHttpClient httpClient;
        private OpenTelemetry openTelemetry = OpenTelemetry.noop();
        private boolean telemetryContent;
        private Clock clock = Clock.systemUTC();
        private @Nullable Executor executor;
        private @Nullable TextEmbedder textEmbedder;
        private @Nullable UserChannel userChannel;

        private Builder() {}

        /** Sets this workspace's id. */
        public Builder workspaceId(WorkspaceId value) {
            this.workspaceId = value;
            return this;
        }

        /** Sets its name for people. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets what it is for, in a few words. */
        public Builder role(String value) {
            this.role = value;
            return this;
        }

        /** Sets whom it belongs to. */
        public Builder parentId(WorkspaceId value) {
            this.parentId = value;
            return this;
        }

        /** Sets the folder of the embedded store, the inbox's files and the audit log. */
        public Builder home(Path value) {
            this.home = value;
            return this;
        }

        /** Sets the store by JDBC URL, {@code jdbc:sqlite:…} or {@code jdbc:postgresql:…}. */
        public Builder store(String value) {
            this.store = value;
            return this;
        }

        /** Sets the caller's own source of connections. */
        public Builder dataSource(DataSource value) {
            this.dataSource = value;
            return this;
        }

        /** Uses the HTTP platform at this address for peers, memory and messages. */
        public Builder platformUrl(URI value) {
            this.platformUrl = new PlatformAddress(value).base();
            return this;
        }

        /** Sets where the awareness service is that keeps the memories: http or https, maybe with a path. */
        public Builder awarenessUrl(URI value) {
            this.awarenessUrl = new PlatformAddress(value).base();
            return this;
        }

        /** Sets the awareness service's namespace of this workspace; not blank. */
        public Builder awarenessNamespace(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the awareness namespace must not be blank");
            }
            this.awarenessNamespace = value;
            return this;
        }

        /** Sets headers for the platform. */
        public Builder platformHeaders(Map<String, String> value) {
            this.platformHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(value));
            return this;
        }

        /** Sets the folder of the platform's token file. */
        public Builder configsDir(Path value) {
            this.configsDir = value;
            return this;
        }

        /** Sets the roles whose permissions this workspace has; an empty list permits nothing. */
        public Builder roles(List<String> value) {
            this.roles = List.copyOf(value);
            return this;
        }

        /**
         * Sets what roles of your own permit, such as {@code memory.read}; each definition is complete, also that of a
         * role with a built-in name.
         */
        public Builder customRoles(Map<String, Set<String>> value) {
            Map<String, Set<String>> copy = new LinkedHashMap<>();
            value.forEach((role, permissions) -> copy.put(role, Set.copyOf(permissions)));
            this.customRoles = Collections.unmodifiableMap(copy);
            return this;
        }

        /** Sets the folders that files may be sent from. */
        public Builder attachmentDirs(List<Path> value) {
            this.attachmentDirs = List.copyOf(value);
            return this;
        }

        /** Sets where the audit log is written. */
        public Builder auditLog(Path value) {
            this.auditLog = value;
            return this;
        }

        /** Sets how often sending a task is tried in all, 1 or more. */
        public Builder retryAttempts(int value) {
            this.retryAttempts = value;
            return this;
        }

        /** Sets the wait before the second attempt. */
        public Builder retryDelay(Duration value) {
            this.retryDelay = value;
            return this;
        }

        /** Sets how long a synchronous delegation waits. */
        public Builder delegationTimeout(Duration value) {
            this.delegationTimeout = value;
            return this;
        }

        /** Sets how long a delegation may take before it is given up. */
        public Builder delegationLifetime(Duration value) {
            this.delegationLifetime = value;
            return this;
        }

        /** Sets how tasks reach peers that a platform knows. */
        public Builder delegationTransport(TransportMode value) {
            this.delegationTransport = value;
            return this;
        }

        /** Sets address ranges, as CIDR, that peers may have although they would be refused otherwise. */
        public Builder allowedAddresses(List<String> value) {
            this.allowedAddresses = List.copyOf(value);
            return this;
        }

        /** Sets after how long memories are dropped. */
        public Builder memoryRetention(Duration value) {
            this.memoryRetention = value;
            return this;
        }

        /** Sets whether peers' words reach the model inside a fence that they cannot fake. */
        public Builder fencePeerText(boolean value) {
            this.fencePeerText = value;
            return this;
        }

        /** Sets the HTTP client to derive ours from. */
        public Builder httpClient(OkHttpClient value) {
            this.httpClient = value;
            return this;
        }

        /** Sets where spans and metrics go. */
        public Builder openTelemetry(OpenTelemetry value) {
            this.openTelemetry = value;
            return this;
        }

        /**
         * Sets whether spans hold what is said, without its secrets and up to 8,192 characters each; they do not by
         * default.
         */
        public Builder telemetryContent(boolean value) {
            this.telemetryContent = value;
            return this;
        }

        /** Sets the clock. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /** Sets what runs background work. */
        public Builder executor(Executor value) {
            this.executor = value;
            return this;
        }

        /** Sets what turns texts into vectors for recall. */
        public Builder textEmbedder(TextEmbedder value) {
            this.textEmbedder = value;
            return this;
        }

        /** Sets how the user is reached live. */
        public Builder userChannel(UserChannel value) {
            this.userChannel = value;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException when they contradict each other; the message says which and what to do
         */
        public WorkspaceSettings build() {
            boolean shared = dataSource != null || (store != null && store.startsWith("jdbc:postgresql:"));
            if (workspaceId == null && awarenessUrl != null && awarenessNamespace == null) {
                throw new IllegalArgumentException("with AWARENESS_URL (awarenessUrl) memories need a namespace of"
                        + " their own: set WORKSPACE_ID or AWARENESS_NAMESPACE");
            }
            if (workspaceId == null && (platformUrl != null || shared)) {
                throw new IllegalArgumentException("a workspace on a platform or a shared store needs an id of its own;"
                        + " set WORKSPACE_ID (workspaceId)");
            }
            if (retryAttempts < 1) {
                throw new IllegalArgumentException("retryAttempts must be 1 or more, was " + retryAttempts);
            }
            return new WorkspaceSettings(clone());
        }

        @Override
        protected Builder clone() {
            try {
                return (Builder) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("a builder can be cloned", e);
            }
        }
    }
}
