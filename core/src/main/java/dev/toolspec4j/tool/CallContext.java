package dev.toolspec4j.tool;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What surrounds a call and is not the model's business. Immutable; the progress listener must be thread-safe. */
public final class CallContext {
    private static final CallContext NONE = builder().build();

    private final @Nullable String callId;
    private final @Nullable String conversationId;
    private final @Nullable Instant deadline;
    private final Consumer<Progress> progress;
    private final Map<String, Object> attributes;

    private CallContext(Builder builder) {
        this.callId = builder.callId;
        this.conversationId = builder.conversationId;
        this.deadline = builder.deadline;
        this.progress = builder.progress;
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.attributes));
    }

    /** Returns the context of a call that nothing is known about. */
    public static CallContext none() {
        return NONE;
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the framework's id of this call; unique at best within one model response. */
    public Optional<String> callId() {
        return Optional.ofNullable(callId);
    }

    /** Returns whose conversation the call belongs to, such as LangChain4j's memory id or an MCP session id. */
    public Optional<String> conversationId() {
        return Optional.ofNullable(conversationId);
    }

    /** Returns when the caller stops waiting. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Tells the caller how far the work has come. Does nothing when nobody listens. */
    public void report(Progress step) {
        progress.accept(step);
    }

    /** Returns what else the caller passed, such as {@code traceparent}; unmodifiable, in order. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Returns the attribute's text; empty when it is absent or not a string. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Returns a builder that starts from this context. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.callId = callId;
        copy.conversationId = conversationId;
        copy.deadline = deadline;
        copy.progress = progress;
        copy.attributes.putAll(attributes);
        return copy;
    }

    /** Collects a context. Not thread-safe. */
    public static final class Builder {
        private @Nullable String callId;
        private @Nullable String conversationId;
        private @Nullable Instant deadline;
        private Consumer<Progress> progress = step -> {};
        private final Map<String, Object> attributes = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the framework's id of this call. */
        public Builder callId(String id) {
            this.callId = id;
            return this;
        }

        /** Sets whose conversation the call belongs to. */
        public Builder conversationId(String id) {
            this.conversationId = id;
            return this;
        }

        /** Sets when the caller stops waiting. */
        public Builder deadline(Instant at) {
            this.deadline = at;
            return this;
        }

        /** Sets who hears of progress; called from any thread. */
        public Builder progress(Consumer<Progress> listener) {
            this.progress = listener;
            return this;
        }

        /** Adds one attribute. */
        public Builder attribute(String name, Object value) {
            attributes.put(name, value);
            return this;
        }

        /** Adds attributes, keeping their order. */
        public Builder attributes(Map<String, ?> more) {
            attributes.putAll(more);
            return this;
        }

        /** Returns the context. */
        public CallContext build() {
            return new CallContext(this);
        }
    }
}
