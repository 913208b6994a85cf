package dev.toolspec4j.a2a;

/** A peer's card offers no way of asking that is spoken here. The message lists what it offers. */
final class NoRouteException extends Exception {
    private static final long serialVersionUID = 1L;

    NoRouteException(String message) {
        super(message);
    }
}
