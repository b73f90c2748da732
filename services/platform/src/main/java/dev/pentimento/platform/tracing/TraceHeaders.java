package dev.pentimento.platform.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pentimento.platform.kafka.DeadLetters;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The trace context in headers of records: of one image as specified by W3C ({@code traceparent}, <a
 * href="https://www.w3.org/TR/trace-context/">Trace Context</a>), of the images in a batch as
 * {@code INDEX=TRACEPARENT}, separated by commas. An unreadable context counts as absent.
 */
public final class TraceHeaders {
    /** Header of a record that is about one image. */
    public static final String ONE = "traceparent";

    /**
     * Header of a record with many images, by their index in it. A dead letter omits it, because its indexes may
     * differ.
     */
    public static final String MANY = DeadLetters.HEADER_PREFIX + "traceparents";

    /** The most bytes that an image adds to {@link #MANY}. */
    public static final int BYTES_EACH = 64;

    private static final Pattern ENTRY = Pattern.compile("(\\d{1,8})=(.+)");
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<String> VALUE = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String value) {
            return List.of(ONE);
        }

        @Override
        public @Nullable String get(@Nullable String value, String key) {
            return key.equals(ONE) ? value : null;
        }
    };

    private TraceHeaders() {}

    /** Whether a record seems to have its own context. */
    public static boolean isIn(Headers headers) {
        return headers.lastHeader(ONE) != null;
    }

    /** The context of a record that is about one image; invalid if it has none. */
    public static SpanContext of(Headers headers) {
        String value = text(headers, ONE);
        return value == null ? SpanContext.getInvalid() : parsed(value);
    }

    /** The contexts of the images in a record, by their index in it. */
    public static Map<Integer, SpanContext> ofMany(Headers headers) {
        String value = text(headers, MANY);
        if (value == null) {
            return Map.of();
        }
        Map<Integer, SpanContext> contexts = new TreeMap<>();
        Pattern.compile(",").splitAsStream(value).map(ENTRY::matcher).forEach(entry -> {
            SpanContext context = entry.matches() ? parsed(entry.group(2)) : SpanContext.getInvalid();
            if (context.isValid()) {
                contexts.put(Integer.valueOf(entry.group(1)), context);
            }
        });
        return contexts;
    }

    /** Adds the context of one image, if it is valid. */
    public static void put(Headers headers, SpanContext context) {
        if (context.isValid()) {
            headers.add(ONE, text(context).getBytes(US_ASCII));
        }
    }

    /** Adds the contexts of many images, if there are any. */
    public static void put(Headers headers, Map<Integer, SpanContext> contexts) {
        if (!contexts.isEmpty()) {
            headers.add(
                    MANY,
                    contexts.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                            .collect(Collectors.joining(","))
                            .getBytes(US_ASCII));
        }
    }

    private static String text(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
    }

    private static SpanContext parsed(String value) {
        return Span.fromContext(W3C.extract(Context.root(), value, VALUE)).getSpanContext();
    }
}
