package dev.pentimento.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one batch and of the sampled images in it; see {@link Tracing#batch}. Used by one thread.
 *
 * @param <K> names an image of the batch
 */
public final class BatchSpans<K> implements AutoCloseable {
    private static final BatchSpans<?> NONE = new BatchSpans<>(Map.of());

    private final Map<K, SpanContext> came;
    private final Map<K, Span> images = new HashMap<>();
    private final @Nullable Tracer tracer;
    private final Span batch;

    /** No spans. */
    BatchSpans(Map<K, SpanContext> came) {
        this.came = came;
        tracer = null;
        batch = Span.getInvalid();
    }

    BatchSpans(Tracer tracer, String name, String each, String topic, Map<K, SpanContext> came, long beganEpochNanos) {
        this.came = came;
        this.tracer = tracer;
        SpanBuilder builder = tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(beganEpochNanos, TimeUnit.NANOSECONDS)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic);
        came.values().stream().filter(SpanContext::isSampled).forEach(builder::addLink);
        batch = builder.startSpan();
        came.forEach((image, parent) -> {
            if (parent.isSampled()) {
                images.put(
                        image,
                        tracer.spanBuilder(each)
                                .setParent(Tracing.under(parent))
                                .setSpanKind(SpanKind.CONSUMER)
                                .setStartTimestamp(beganEpochNanos, TimeUnit.NANOSECONDS)
                                .addLink(batch.getSpanContext())
                                .startSpan());
            }
        });
    }

    /** The spans of an untraced batch. */
    @SuppressWarnings("unchecked") // It contains no K.
    public static <K> BatchSpans<K> none() {
        return (BatchSpans<K>) NONE;
    }

    /** Whether an image arrived with a context, sampled or not. */
    public boolean handsOn() {
        return !came.isEmpty();
    }

    /**
     * The context to propagate with an image: that of its span, or the one that it arrived with; invalid if it had
     * none.
     */
    public SpanContext of(K image) {
        Span span = images.get(image);
        return span == null ? came.getOrDefault(image, SpanContext.getInvalid()) : span.getSpanContext();
    }

    /** Runs a part of the work under a span of the batch's trace. If it fails, so do the batch and its images. */
    public <T> T step(String name, Supplier<T> work) {
        Tracer current = tracer;
        if (current == null) {
            return work.get();
        }
        Span span = current.spanBuilder(name).setParent(inBatch()).startSpan();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            // Its message may be long or contain an address; it is in the log.
            String why = e.getClass().getSimpleName();
            span.setStatus(StatusCode.ERROR, why);
            batch.setStatus(StatusCode.ERROR, why);
            images.values().forEach(image -> image.setStatus(StatusCode.ERROR, why));
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Records a part of the work that was done before.
     *
     * @param began {@link System#nanoTime()} then
     * @param ended likewise
     */
    public void step(String name, long began, long ended) {
        if (tracer != null) {
            tracer.spanBuilder(name)
                    .setParent(inBatch())
                    .setStartTimestamp(Tracing.epochNanos(began), TimeUnit.NANOSECONDS)
                    .startSpan()
                    .end(Tracing.epochNanos(ended), TimeUnit.NANOSECONDS);
        }
    }

    private Context inBatch() {
        return Context.root().with(batch);
    }

    /** The image is left to another batch, so its span is never sent. */
    public void leave(K image) {
        images.remove(image);
    }

    @Override
    public void close() {
        images.values().forEach(Span::end);
        batch.end();
    }
}
