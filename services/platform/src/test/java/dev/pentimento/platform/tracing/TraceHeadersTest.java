package dev.pentimento.platform.tracing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.DeadLetters;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeadersTest {
    /** The example of W3C. */
    private static final String EXAMPLE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Headers headers(String name, String value) {
        return new RecordHeaders().add(name, value.getBytes(US_ASCII));
    }

    private static String value(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), US_ASCII);
    }

    @Test
    void theContextOfAnImageIsReadAndWrittenAsW3cSays() {
        SpanContext context = TraceHeaders.of(headers("traceparent", EXAMPLE));
        RecordHeaders written = new RecordHeaders();
        TraceHeaders.put(written, context);

        assertThat(context.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(context.getSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(context.isSampled()).isTrue();
        assertThat(value(written, "traceparent")).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "a text of somebody else's"
            })
    void whatIsNoContextCountsAsNone(String value) {
        assertThat(TraceHeaders.of(headers("traceparent", value)).isValid()).isFalse();
        assertThat(TraceHeaders.ofMany(headers(TraceHeaders.MANY, value + ",1=" + value + ",x=" + EXAMPLE)))
                .isEmpty();
    }

    @Test
    void aRecordWithoutOneHasNone() {
        Headers nothing = new RecordHeaders().add("traceparent", null);

        assertThat(TraceHeaders.of(new RecordHeaders()).isValid()).isFalse();
        assertThat(TraceHeaders.of(nothing).isValid()).isFalse();
        assertThat(TraceHeaders.ofMany(new RecordHeaders())).isEmpty();
    }

    @Test
    void theContextsOfABatchAreReadAsTheyWereWritten() {
        SpanContext sampled = TraceHeaders.of(headers("traceparent", EXAMPLE));
        SpanContext not = SpanContext.createFromRemoteParent(
                sampled.getTraceId(), "00f067aa0ba902b7", TraceFlags.getDefault(), TraceState.getDefault());
        Headers written = new RecordHeaders();
        TraceHeaders.put(written, Map.of(3, sampled, 511, not));

        assertThat(TraceHeaders.ofMany(written)).isEqualTo(Map.of(3, sampled, 511, not));
        assertThat(written.lastHeader(TraceHeaders.MANY).value()).hasSizeLessThanOrEqualTo(2 * TraceHeaders.BYTES_EACH);
    }

    @Test
    void whereThereIsNoContextThereIsNoHeader() {
        Headers written = new RecordHeaders();
        TraceHeaders.put(written, SpanContext.getInvalid());
        TraceHeaders.put(written, Map.of());

        assertThat(written.toArray()).isEmpty();
    }

    @Test
    void aDeadLetterKeepsTheContextOfItsRecordButNotThoseOfABatch() {
        Headers original = headers("traceparent", EXAMPLE).add(TraceHeaders.MANY, ("0=" + EXAMPLE).getBytes(US_ASCII));
        DeadLetter letter = new DeadLetters("test")
                .of("images", 0, 0, 0, new byte[0], DeadLetterReason.UNDECODABLE_IMAGE, "no image");

        Headers headers = DeadLetters.headers(letter, original);

        assertThat(value(headers, "traceparent")).isEqualTo(EXAMPLE);
        assertThat(headers.lastHeader(TraceHeaders.MANY)).isNull();
    }
}
