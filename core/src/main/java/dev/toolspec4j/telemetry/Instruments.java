package dev.toolspec4j.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The meters' instruments. */
final class Instruments {
    private static final List<Double> SECONDS = List.of(
            0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68,
            655.36, 1310.72);

    private final DoubleHistogram toolDuration;
    private final LongCounter toolCalls;
    private final LongCounter toolErrors;
    private final DoubleHistogram operationDuration;

    Instruments(Meter meter) {
        toolDuration = histogram(meter, "gen_ai.execute_tool.duration", "How long tool calls take.");
        toolCalls = meter.counterBuilder("toolspec4j.tool.calls")
                .setUnit("{call}")
                .setDescription("How many tool calls were made.")
                .build();
        toolErrors = meter.counterBuilder("toolspec4j.tool.errors")
                .setUnit("{call}")
                .setDescription("How many tool calls failed, by kind.")
                .build();
        operationDuration = histogram(
                meter, "gen_ai.client.operation.duration", "How long delegations and memory operations take.");
    }

    void toolCalled(String tool, Duration took, Optional<String> errorType) {
        AttributesBuilder of = Attributes.builder().put(Names.TOOL, tool);
        toolCalls.add(1, of.build());
        errorType.ifPresent(type -> of.put(Names.ERROR_TYPE, type));
        if (errorType.isPresent()) {
            toolErrors.add(1, of.build());
        }
        toolDuration.record(
                seconds(took), of.put(Names.OPERATION, "execute_tool").build());
    }

    void operationEnded(String operation, Duration took, Optional<String> errorType) {
        AttributesBuilder of = Attributes.builder().put(Names.OPERATION, operation);
        errorType.ifPresent(type -> of.put(Names.ERROR_TYPE, type));
        operationDuration.record(seconds(took), of.build());
    }

    private static DoubleHistogram histogram(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private static double seconds(Duration took) {
        return took.toNanos() / 1e9;
    }
}
