package dev.toolspec4j.telemetry;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what belongs to telemetry. Exporters, processors and samplers are the user's code and run inside these calls;
 * what they throw must not change what a tool returns.
 */
final class Quietly {
    private static final Logger LOG = LoggerFactory.getLogger(Quietly.class);

    private Quietly() {}

    static void run(Runnable action) {
        get(
                () -> {
                    action.run();
                    return true;
                },
                false);
    }

    static <T> T get(Supplier<T> action, T otherwise) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            LOG.warn("telemetry failed; the work it watches goes on", e);
            return otherwise;
        }
    }
}
