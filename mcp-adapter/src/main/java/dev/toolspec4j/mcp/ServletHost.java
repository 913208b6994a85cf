package dev.toolspec4j.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servlet container: one servlet at one path, and nothing else. */
final class ServletHost {
    private static final Logger LOG = LoggerFactory.getLogger(ServletHost.class);
    private static final int THREADS_FOR_SHORT_REQUESTS = 16;
    private static final String SERVLET = "mcp";

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();
    private final Path work;
    private boolean closed;

    ServletHost(HttpEndpoint endpoint, McpHttpOptions options, int callCapacity) throws IOException {
        this.work = Files.createTempDirectory("toolspec4j-mcp");
        tomcat.setSilent(true);
        tomcat.setBaseDir(work.toString());
        connector.setPort(options.port());
        connector.setProperty("address", options.host());
        // The SDK holds a thread for each call, so there must be one left to cancel with.
        connector.setProperty("maxThreads", String.valueOf(callCapacity + THREADS_FOR_SHORT_REQUESTS));
        connector.setThrowOnFailure(true);
        tomcat.setConnector(connector);
        ErrorReportValve errors = new ErrorReportValve();
        errors.setShowReport(false);
        errors.setShowServerInfo(false);
        tomcat.getHost().getPipeline().addValve(errors);
        Context context = tomcat.addContext("", null);
        context.setLoader(new PlainLoader(ServletHost.class.getClassLoader()));
        Wrapper servlet = Tomcat.addServlet(context, SERVLET, endpoint);
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        servlet.addMapping(options.path());
        start(options);
    }

    /** Returns where the servlet is. */
    URI uri(McpHttpOptions options) {
        String shown = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("http://" + shown + ":" + connector.getLocalPort() + options.path());
    }

    /** Stops listening and removes what the container wrote; again does nothing. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
        removeWork();
    }

    private void start(McpHttpOptions options) throws IOException {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            close();
            throw new IOException(
                    "cannot listen on " + options.host() + " port " + options.port()
                            + "; choose another port, or 0 for any free one",
                    e);
        }
    }

    private void removeWork() {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the work folder {} stays behind", work, e);
        }
    }
}
