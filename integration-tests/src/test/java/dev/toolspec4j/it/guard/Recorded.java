package dev.toolspec4j.it.guard;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one program's OpenTelemetry SDK was told. */
public final class Recorded implements AutoCloseable {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    public OpenTelemetrySdk sdk() {
        return sdk;
    }

    public List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    public List<SpanData> spans(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** Returns the only span of the name. */
    public SpanData span(String name) {
        List<SpanData> found = spans(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans '" + name + "' in " + names());
        }
        return found.get(0);
    }

    public List<String> names() {
        return spans().stream().map(SpanData::getName).toList();
    }

    /** Returns the span's attributes by name. */
    public static Map<String, Object> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().getKey(), Map.Entry::getValue));
    }

    /** Returns what a counter counted, by the attribute. */
    public Map<String, Long> counted(String counter, String attribute) {
        return metric(counter).getLongSumData().getPoints().stream()
                .collect(Collectors.toMap(
                        point -> String.valueOf(point.getAttributes().get(AttributeKey.stringKey(attribute))),
                        LongPointData::getValue,
                        Long::sum));
    }

    public MetricData metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    @Override
    public void close() {
        sdk.close();
    }
}
