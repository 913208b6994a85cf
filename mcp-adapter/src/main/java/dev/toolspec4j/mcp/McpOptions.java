package dev.toolspec4j.mcp;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a server behaves and introduces itself, whatever its transport. Immutable. */
public final class McpOptions {
    /** How many characters instructions may have; hosts cut what is longer. */
    public static final int MAX_INSTRUCTIONS = 2_000;

    private final String name;
    private final String version;
    private final Optional<String> instructions;
    private final Optional<String> guide;
    private final Duration callDeadline;
    private final Duration drain;
    private final int maxMessageBytes;
    private final int maxParallelCalls;

    private McpOptions(Builder builder) {
        this.name = builder.name;
        this.version = builder.version;
        this.instructions = Optional.ofNullable(builder.instructions);
        this.guide = Optional.ofNullable(builder.guide);
        this.callDeadline = builder.callDeadline;
        this.drain = builder.drain;
        this.maxMessageBytes = builder.maxMessageBytes;
        this.maxParallelCalls = builder.maxParallelCalls;
    }

    /** Returns the defaults. */
    public static McpOptions defaults() {
        return builder().build();
    }

    /** Returns a builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    Optional<String> instructions() {
        return instructions;
    }

    Optional<String> guide() {
        return guide;
    }

    Duration callDeadline() {
        return callDeadline;
    }

    Duration drain() {
        return drain;
    }

    int maxMessageBytes() {
        return maxMessageBytes;
    }

    int maxParallelCalls() {
        return maxParallelCalls;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private String name = "toolspec4j";
        private String version = "1";
        private @Nullable String instructions;
        private @Nullable String guide;
        private Duration callDeadline = McpTools.DEFAULT_CALL_DEADLINE;
        private Duration drain = Duration.ofSeconds(10);
        private int maxMessageBytes = 4 * 1024 * 1024;
        private int maxParallelCalls = 64;

        private Builder() {}

        /** Sets the name and version that clients see. */
        public Builder server(String shownName, String shownVersion) {
            this.name = Objects.requireNonNull(shownName, "shownName");
            this.version = Objects.requireNonNull(shownVersion, "shownVersion");
            return this;
        }

        /**
         * Sets what a host adds to its model's prompt: how the tools go together, not what each does. Blank is none.
         *
         * @throws IllegalArgumentException when it has more than {@value McpOptions#MAX_INSTRUCTIONS} characters
         */
        public Builder instructions(String text) {
            if (text.length() > MAX_INSTRUCTIONS) {
                throw new IllegalArgumentException("instructions have " + text.length() + " characters, at most "
                        + MAX_INSTRUCTIONS + " reach the model; render them shorter and offer the rest as the guide");
            }
            this.instructions = text.isBlank() ? null : text;
            return this;
        }

        /** Sets the full text on the tools, which clients get as the MCP prompt {@code guide}. Blank is none. */
        public Builder guide(String text) {
            this.guide = text.isBlank() ? null : text;
            return this;
        }

        /** Sets how long a call may take before its tool should answer with what it has; positive, default 50 s. */
        public Builder callDeadline(Duration deadline) {
            this.callDeadline = positive("callDeadline", deadline);
            return this;
        }

        /** Sets how long running calls may go on when the client has ended the input; positive, default 10 s. */
        public Builder drain(Duration longest) {
            this.drain = positive("drain", longest);
            return this;
        }

        /** Sets how many bytes a message may have; 1,024 or more, default 4 MiB. Longer ones are refused unread. */
        public Builder maxMessageBytes(int bytes) {
            if (bytes < 1024) {
                throw new IllegalArgumentException("maxMessageBytes must be 1,024 or more, was " + bytes);
            }
            this.maxMessageBytes = bytes;
            return this;
        }

        /** Sets how many calls run at once; 1 or more, default 64. As many as sixteen times that wait, others fail. */
        public Builder maxParallelCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("maxParallelCalls must be 1 or more, was " + calls);
            }
            this.maxParallelCalls = calls;
            return this;
        }

        /** Returns the options. */
        public McpOptions build() {
            return new McpOptions(this);
        }

        private static Duration positive(String what, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(what + " must be positive, was " + value);
            }
            return value;
        }
    }
}
