package dev.pentimento.platform.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final SpanContext SAMPLED = context("0af7651916cd43dd8448eb211c80319c", true);
    private static final SpanContext UNSAMPLED = context("4bf92f3577b34da6a3ce929d0e0e4736", false);
    private static final SpanContext LABEL = context("11112222333344445555666677778888", true);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.to(SimpleSpanProcessor.create(spans), "embedding");

    private static SpanContext context(String trace, boolean sampled) {
        return SpanContext.createFromRemoteParent(
                trace,
                "b7ad6b7169203331",
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private BatchSpans<String> batch(Map<String, SpanContext> images) {
        return tracing.batch("embed images", "embed image", "images", images, System.nanoTime());
    }

    @Test
    void aSampledImageHasASpanInItsTraceAndTheBatchOneOfItsOwnAndTheyLinkToEachOther() {
        SpanContext handedOn;
        try (BatchSpans<String> batch = batch(Map.of("a", SAMPLED, "b", UNSAMPLED))) {
            assertThat(batch.step("decode", () -> 7)).isEqualTo(7);
            handedOn = batch.of("a");
            assertThat(batch.of("b")).isEqualTo(UNSAMPLED);
            assertThat(batch.of("c").isValid()).isFalse();
        }

        SpanData image = span("embed image");
        SpanData whole = span("embed images");
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("decode", "embed image", "embed images");
        assertThat(image.getSpanContext()).isEqualTo(handedOn);
        assertThat(image.getTraceId()).isEqualTo(SAMPLED.getTraceId());
        assertThat(image.getParentSpanId()).isEqualTo(SAMPLED.getSpanId());
        assertThat(image.getLinks()).extracting(link -> link.getSpanContext()).containsExactly(whole.getSpanContext());
        assertThat(whole.getLinks()).extracting(link -> link.getSpanContext()).containsExactly(SAMPLED);
        assertThat(whole.getTraceId()).isNotEqualTo(SAMPLED.getTraceId());
        assertThat(span("decode").getParentSpanContext()).isEqualTo(whole.getSpanContext());
        assertThat(whole.getResource().getAttributes().asMap()).containsValue("pentimento-embedding");
    }

    @Test
    void aStepThatFailsMarksTheBatchAndItsImages() {
        try (BatchSpans<String> batch = batch(Map.of("a", SAMPLED))) {
            assertThatThrownBy(() -> batch.step("commit", () -> {
                        throw new IllegalStateException("https://images/secret?signature=1");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(spans.getFinishedSpanItems())
                .hasSize(3)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR))
                .allSatisfy(
                        span -> assertThat(span.getStatus().getDescription()).isEqualTo("IllegalStateException"));
    }

    @Test
    void anImageThatIsLeftToAnotherBatchHasNoSpanHere() {
        try (BatchSpans<String> batch = batch(Map.of("a", SAMPLED, "b", LABEL))) {
            batch.leave("b");
        }

        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("embed image"))
                .extracting(SpanData::getTraceId)
                .containsExactly(SAMPLED.getTraceId());
    }

    @Test
    void aPartThatWasDoneBeforeHasItsTimes() {
        long began = System.nanoTime();
        try (BatchSpans<String> batch =
                tracing.batch("embed images", "embed image", "images", Map.of("a", SAMPLED), began)) {
            batch.step("poll", began, began + 5_000_000);
        }

        SpanData poll = span("poll");
        assertThat(poll.getEndEpochNanos() - poll.getStartEpochNanos()).isBetween(4_000_000L, 6_000_000L);
        assertThat(span("embed images").getStartEpochNanos() - poll.getStartEpochNanos())
                .isBetween(-1_000_000L, 1_000_000L);
    }

    @Test
    void withoutASampledImageThereIsNoSpanAndContextsAreHandedOn() {
        try (BatchSpans<String> batch = batch(Map.of("b", UNSAMPLED))) {
            assertThat(batch.handsOn()).isTrue();
            assertThat(batch.of("b")).isEqualTo(UNSAMPLED);
            assertThat(batch.step("decode", () -> 7)).isEqualTo(7);
        }
        assertThat(tracing.moment("join label", UNSAMPLED, SpanContext.getInvalid()))
                .isEqualTo(UNSAMPLED);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aMomentContinuesTheImagesTraceAndLinksToTheLabels() {
        SpanContext outcome = tracing.moment("join label", SAMPLED, LABEL);

        assertThat(outcome.getTraceId()).isEqualTo(SAMPLED.getTraceId());
        assertThat(span("join label").getLinks())
                .extracting(link -> link.getSpanContext())
                .containsExactly(LABEL);
    }

    @Test
    void ofAnImageWithoutATraceTheLabelsGoesOn() {
        SpanContext outcome = tracing.moment("join label", SpanContext.getInvalid(), LABEL);

        assertThat(outcome.getTraceId()).isEqualTo(LABEL.getTraceId());
        assertThat(span("join label").getLinks()).isEmpty();
    }

    @Test
    void whereItIsOffNothingIsMadeOrHandedOn() {
        Tracing off = Tracing.of(PlatformSettings.from(Settings.of(Map.of())), "embedding");

        assertThat(off).isSameAs(Tracing.OFF);
        try (BatchSpans<String> batch = off.batch("a", "b", "images", Map.of("a", SAMPLED), 0)) {
            assertThat(batch.handsOn()).isFalse();
            assertThat(batch.of("a").isValid()).isFalse();
        }
        assertThat(off.moment("join label", SAMPLED, LABEL).isValid()).isFalse();
    }

    @Test
    void theSettingNamesACollectorThatGetsTheSpansAsOtlp() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/base/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/base/";
            Tracing exporting =
                    Tracing.of(PlatformSettings.from(Settings.of(Map.of("tracing.endpoint", url))), "evaluation");
            exporting.moment("join label", SAMPLED, SpanContext.getInvalid());
            exporting.close();
        } finally {
            collector.stop(0);
        }

        String trace = new String(HexFormat.of().parseHex(SAMPLED.getTraceId()), ISO_8859_1);
        assertThat(received).singleElement().asString().contains(trace, "join label", "pentimento-evaluation");
    }

    @Test
    void anEndpointThatIsNoUrlIsRefused() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("tracing.endpoint", "collector:4317"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("tracing.endpoint");
    }
}
