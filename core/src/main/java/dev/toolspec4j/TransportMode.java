package dev.toolspec4j;

/** How a task reaches a peer that a platform knows. */
public enum TransportMode {
    /** Over A2A, at the peer's own address. */
    DIRECT,
    /** Through the platform's delegation queue, the only way that can resolve a queued task there. */
    PLATFORM,
    /** Direct, except where discovery hands back the platform's own address. */
    AUTO
}
