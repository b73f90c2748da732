package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.vector;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.platform.tracing.Tracing;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The context of an image's trace goes with it to its prediction and, through the state, to its outcomes. */
class TracedImagesTest {
    private static final SpanContext SAMPLED = context("0af7651916cd43dd8448eb211c80319c", true);
    private static final SpanContext UNSAMPLED = context("4bf92f3577b34da6a3ce929d0e0e4736", false);
    private static final SpanContext LABEL = context("11112222333344445555666677778888", true);

    @TempDir
    Path state;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private TestStream stream;

    @BeforeEach
    void setUp() {
        stream = stream(Tracing.to(SimpleSpanProcessor.create(spans), "evaluation"));
    }

    @AfterEach
    void tearDown() {
        stream.close();
    }

    private TestStream stream(Tracing tracing) {
        return new TestStream(state, new LastingStores(), tracing);
    }

    private static SpanContext context(String trace, boolean sampled) {
        return SpanContext.createFromRemoteParent(
                trace,
                "b7ad6b7169203331",
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    private static Headers header(SpanContext context) {
        Headers headers = new RecordHeaders();
        TraceHeaders.put(headers, context);
        return headers;
    }

    /** Without a trace, in a sampled one, in one that is not sampled. */
    private static void embed(TestStream stream) {
        Headers headers = new RecordHeaders();
        TraceHeaders.put(headers, Map.of(1, SAMPLED, 2, UNSAMPLED));
        List<EmbeddedImage> images = List.of(stream.image("none"), stream.image("sampled"), stream.image("unsampled"));
        stream.embed(images, headers, vector("cat"), vector("dog"), vector("owl"));
    }

    private static SpanContext traceOf(TestStream stream, Topic topic, int record) {
        return TraceHeaders.of(stream.headers(topic).get(record));
    }

    private SpanData span(String name) {
        List<SpanData> named = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    @Test
    void thePredictionHasTheTraceOfItsImageAndNoOther() {
        embed(stream);

        SpanData judged = span("judge image");
        assertThat(stream.headers(Topic.PREDICTIONS)).hasSize(3);
        assertThat(stream.headers(Topic.PREDICTIONS).get(0).toArray()).isEmpty();
        assertThat(judged.getTraceId()).isEqualTo(SAMPLED.getTraceId());
        assertThat(judged.getParentSpanId()).isEqualTo(SAMPLED.getSpanId());
        assertThat(traceOf(stream, Topic.PREDICTIONS, 1).getTraceId()).isEqualTo(SAMPLED.getTraceId());
        assertThat(traceOf(stream, Topic.PREDICTIONS, 1).getSpanId()).isEqualTo(judged.getSpanId());
        assertThat(traceOf(stream, Topic.PREDICTIONS, 2)).isEqualTo(UNSAMPLED);
    }

    @Test
    void theBatchHasItsStepsInATraceOfItsOwn() {
        embed(stream);

        SpanData batch = span("judge images");
        assertThat(batch.getLinks()).extracting(LinkData::getSpanContext).containsExactly(SAMPLED);
        assertThat(List.of(span("decode"), span("judge")))
                .allSatisfy(step -> assertThat(step.getParentSpanContext()).isEqualTo(batch.getSpanContext()));
    }

    @Test
    void theOutcomeOfALateLabelHasTheTraceOfItsImageAlsoAfterARestart() {
        embed(stream);
        TestStream again = stream.restarted();
        stream = again;
        again.label("unsampled", "owl");
        again.label("none", "cat");
        again.label("sampled", "dog", header(LABEL));
        again.label("sampled", "cat");

        assertThat(traceOf(again, Topic.OUTCOMES, 0)).isEqualTo(UNSAMPLED);
        assertThat(again.headers(Topic.OUTCOMES).get(1).toArray()).isEmpty();
        List<SpanData> joined = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("join label"))
                .toList();
        assertThat(joined).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(traceOf(again, Topic.OUTCOMES, 2 + i).getTraceId()).isEqualTo(SAMPLED.getTraceId());
            assertThat(traceOf(again, Topic.OUTCOMES, 2 + i).getSpanId())
                    .isEqualTo(joined.get(i).getSpanId());
            assertThat(joined.get(i).getParentSpanId())
                    .isEqualTo(span("judge image").getSpanId());
        }
        assertThat(joined.get(0).getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(LABEL);
        assertThat(joined.get(1).getLinks()).isEmpty();
    }

    @Test
    void anEarlyLabelMeetsTheTraceOfItsImage() {
        stream.label("sampled", "dog", header(LABEL));
        embed(stream);

        assertThat(traceOf(stream, Topic.OUTCOMES, 0).getTraceId()).isEqualTo(SAMPLED.getTraceId());
        assertThat(span("join label").getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(LABEL);
    }

    @Test
    void anIdThatComesAgainDoesNotKeepTheTraceOfTheFormerImage() {
        embed(stream);
        stream.image("sampled", "dog");
        stream.label("sampled", "dog");

        assertThat(stream.headers(Topic.OUTCOMES).get(0).toArray()).isEmpty();
    }

    @Test
    void whatTheHeaderSaysOfOtherIndexesOrInOtherWordsIsNoMatter() {
        Headers strange = new RecordHeaders()
                .add(
                        TraceHeaders.MANY,
                        "0=nothing,99=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00".getBytes(US_ASCII));
        stream.embed(List.of(stream.image("a")), strange, vector("cat"));
        stream.label("a", "cat");

        assertThat(stream.headers(Topic.PREDICTIONS).get(0).toArray()).isEmpty();
        assertThat(stream.outcomes()).hasSize(1);
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void whereTracingIsOffNoRecordHasAHeader() {
        stream.close();
        stream = stream(Tracing.OFF);
        embed(stream);
        stream.label("sampled", "dog", header(LABEL));

        assertThat(stream.headers(Topic.PREDICTIONS))
                .hasSize(3)
                .allSatisfy(headers -> assertThat(headers.toArray()).isEmpty());
        assertThat(stream.headers(Topic.OUTCOMES))
                .hasSize(1)
                .allSatisfy(headers -> assertThat(headers.toArray()).isEmpty());
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }
}
