package dev.toolspec4j.a2a;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How one request is made.
 *
 * @param deadline when waiting for the peer ends, by the client's clock
 * @param blocking whether the peer is asked to answer only when the work is done; peers may answer sooner all the same
 * @param headers sent with this request only, such as {@code traceparent}
 */
public record A2aCall(Instant deadline, boolean blocking, Map<String, String> headers) {
    /** Copies the headers. */
    public A2aCall {
        Objects.requireNonNull(deadline, "deadline");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Returns a call that asks the peer to answer at once, without headers. */
    public static A2aCall until(Instant deadline) {
        return new A2aCall(deadline, false, Map.of());
    }

    /** Returns this call with other headers. */
    public A2aCall with(Map<String, String> otherHeaders) {
        return new A2aCall(deadline, blocking, otherHeaders);
    }
}
