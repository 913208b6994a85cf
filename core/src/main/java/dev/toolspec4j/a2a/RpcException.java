package dev.toolspec4j.a2a;

/** A request that a server answers with an error. The message goes to the peer. */
final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Of the range that JSON-RPC leaves to servers. */
    private static final int BUSY = -32000;

    private final int code;

    RpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    static RpcException busy() {
        return new RpcException(BUSY, "this agent is busy; nothing was started, try again later");
    }

    int code() {
        return code;
    }

    boolean isBusy() {
        return code == BUSY;
    }
}
