package dev.toolspec4j.mcp;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server for one client at the other end of two streams. It ends at the end of input, after running calls had
 * {@link McpOptions.Builder#drain} to be answered, or when it is closed. Safe for use by several threads.
 */
public final class McpStdioServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpStdioServer.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final McpOptions options;
    private final InputStream in;
    private final ThreadPoolExecutor threads;
    private final StdioTransport transport;
    private final McpAsyncServer server;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    McpStdioServer(ServerBlueprint blueprint, McpOptions options, InputStream in, OutputStream out) {
        this.options = options;
        this.in = in;
        this.threads = CallThreads.start(options.maxParallelCalls());
        this.transport = new StdioTransport(blueprint.mapper(), blueprint.anyCall(), new LineWriter(out));
        this.server = blueprint.build(McpServer.async(transport), new CallRunner(threads));
    }

    /** Waits until the server has ended; all answers are written then. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Interrupts running calls, ends the server, and leaves both streams open; again does nothing. */
    @Override
    public void close() {
        closing = true;
        end();
    }

    McpStdioServer start() {
        Thread reader = new Thread(this::read, "toolspec4j-mcp-reader");
        // A read of standard input cannot be interrupted, and must not keep the process alive.
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void read() {
        try {
            new LineReader(in, options.maxMessageBytes())
                    .readAll(this::line, () -> transport.refuseTooLong(options.maxMessageBytes()));
            if (!closing && !transport.running().awaitNone(options.drain())) {
                LOG.warn("calls still ran {} after the end of input and were interrupted", options.drain());
            }
        } catch (IOException e) {
            LOG.warn("the input broke, so the server ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever one line brings about, the next one must be read.
    private void line(byte[] line) {
        try {
            if (!closing) {
                transport.accept(line);
            }
        } catch (RuntimeException e) {
            LOG.error("a message of {} bytes was not handled", line.length, e);
        }
    }

    private synchronized void end() {
        if (ended.getCount() == 0) {
            return;
        }
        server.closeGracefully().block();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("calls ignored their interruption and were left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.countDown();
    }
}
