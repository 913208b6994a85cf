package dev.toolspec4j.it.bench;

import java.net.URI;

/** One way to ask a peer, for comparison. Has a public constructor without arguments. */
public interface Contestant extends AutoCloseable {
    /** Makes ready to ask the peer. */
    void open(URI peer) throws Exception;

    /** Asks once and returns the text of the answer. */
    String ask(String text) throws Exception;

    @Override
    default void close() {}
}
