package dev.pentimento.platform.tracing;

import dev.pentimento.platform.settings.PlatformSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The spans of one service. The producer of an image decides whether it is traced: spans are created only for images
 * whose {@code traceparent} has the flag <i>sampled</i>, and for batches that contain such images. Spans contain no
 * image ids.
 */
public final class Tracing implements AutoCloseable {
    /** Creates no spans, and propagates no contexts. */
    public static final Tracing OFF = new Tracing(null);

    private static final String SCOPE = "dev.pentimento";
    private static final int MOST_LINKS = 1024;
    private static final long CLOSE_SECONDS = 2;

    /**
     * OpenTelemetry logs here when the collector is unavailable. The reference keeps Java from discarding the handler.
     */
    private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

    private final @Nullable SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        tracer = (provider == null ? TracerProvider.noop() : provider).get(SCOPE);
    }

    /** Sends the spans of a service to the configured collector; {@link #OFF} if none is configured. */
    public static Tracing of(PlatformSettings settings, String service) {
        String endpoint = settings.tracingEndpoint();
        if (endpoint.isEmpty()) {
            return OFF;
        }
        logAsTheOthers();
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceFirst("/+$", "") + "/v1/traces")
                .build();
        return to(BatchSpanProcessor.builder(exporter).build(), service);
    }

    /** Sends the spans of a service elsewhere. */
    public static Tracing to(SpanProcessor processor, String service) {
        return new Tracing(SdkTracerProvider.builder()
                .addSpanProcessor(processor)
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "pentimento-" + service)
                        .build()))
                .setSpanLimits(
                        SpanLimits.builder().setMaxNumberOfLinks(MOST_LINKS).build())
                .build());
    }

    private static synchronized void logAsTheOthers() {
        if (OPEN_TELEMETRY.getHandlers().length == 0) {
            OPEN_TELEMETRY.setUseParentHandlers(false);
            OPEN_TELEMETRY.addHandler(new SLF4JBridgeHandler());
        }
    }

    /** Whether contexts are propagated and spans are created. */
    public boolean on() {
        return provider != null;
    }

    /**
     * The spans of a batch: one for the batch, in its own trace, and one for each sampled image, in the image's trace.
     * They link to each other. Without a sampled image, there are none.
     *
     * @param name what is done with the batch
     * @param each what is done with one image
     * @param topic source of the batch
     * @param images the context with which each image arrived, by the key that identifies the image
     * @param began {@link System#nanoTime()} when the work started
     */
    public <K> BatchSpans<K> batch(String name, String each, String topic, Map<K, SpanContext> images, long began) {
        boolean sampled = on() && images.values().stream().anyMatch(SpanContext::isSampled);
        return sampled
                ? new BatchSpans<>(tracer, name, each, topic, images, epochNanos(began))
                : new BatchSpans<>(on() ? images : Map.of());
    }

    /**
     * A span of an instantaneous event.
     *
     * @param parent if invalid, the link takes its place
     * @param link another trace that took part; invalid if there is none
     * @return the context to propagate; invalid if tracing is off or neither context is valid
     */
    public SpanContext moment(String name, SpanContext parent, SpanContext link) {
        SpanContext before = parent.isValid() ? parent : link;
        if (!on() || !before.isSampled()) {
            return on() ? before : SpanContext.getInvalid();
        }
        SpanBuilder builder = tracer.spanBuilder(name).setParent(under(before));
        if (link.isValid() && link != before) {
            builder.addLink(link);
        }
        Span span = builder.startSpan();
        span.end();
        return span.getSpanContext();
    }

    static Context under(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }

    /** The SDK's time for a value of {@link System#nanoTime()}. */
    static long epochNanos(long nanoTime) {
        return Clock.getDefault().now() - (System.nanoTime() - nanoTime);
    }

    /** Sends the remaining spans, if the collector accepts them within two seconds. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
