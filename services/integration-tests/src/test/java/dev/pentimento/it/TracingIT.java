package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.tracing.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One {@code traceparent} leads from an image's record to its outcome, and its spans come to a collector as OTLP. */
class TracingIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @TempDir
    Path folder;

    /** Takes what OpenTelemetry's exporter sends. */
    private record Collector(HttpServer server, List<String> received) implements AutoCloseable {
        static Collector start() throws IOException {
            List<String> received = new CopyOnWriteArrayList<>();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return new Collector(server, received);
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void oneTraceLeadsFromTheImageToItsOutcome() throws Exception {
        byte[] content = SmallVersion.unseen(0, 1).get(0).content();
        try (Collector collector = Collector.start();
                RunningSystem system = RunningSystem.at(folder, Map.of("tracing.endpoint", collector.url()))
                        .withSmallVersion()) {
            system.world()
                    .send(image("traced", content), new RecordHeader("traceparent", TRACEPARENT.getBytes(US_ASCII)));
            system.world().send(image("plain", content));
            system.await("two predictions")
                    .until(() -> system.log().records(Topic.PREDICTIONS).size() == 2);
            String label = SmallVersion.trained().version().getClasses().get(0);
            system.world().label("traced", label);
            system.world().label("plain", label);
            system.await("two outcomes")
                    .until(() -> system.log().records(Topic.OUTCOMES).size() == 2);

            SpanContext prediction = trace(system, Topic.PREDICTIONS, "traced");
            SpanContext outcome = trace(system, Topic.OUTCOMES, "traced");
            assertThat(prediction.getTraceId()).isEqualTo(TRACE);
            assertThat(outcome.getTraceId()).isEqualTo(TRACE);
            assertThat(outcome.getSpanId()).isNotEqualTo(prediction.getSpanId());
            assertThat(trace(system, Topic.PREDICTIONS, "plain").isValid()).isFalse();
            assertThat(trace(system, Topic.OUTCOMES, "plain").isValid()).isFalse();
            String bytes = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
            system.await("the collector to have the spans")
                    .untilAsserted(() -> assertThat(String.join("", collector.received()))
                            .contains(bytes, "pentimento-embedding", "pentimento-evaluation")
                            .contains("poll", "decode", "embed images", "embed image", "commit")
                            .contains("judge images", "judge image", "join label"));
        }
    }

    private static SpanContext trace(RunningSystem system, Topic topic, String id) {
        return system.log().records(topic).stream()
                .filter(record -> new String(record.key(), US_ASCII).equals(id))
                .map(ConsumerRecord::headers)
                .map(TraceHeaders::of)
                .findFirst()
                .orElseThrow();
    }
}
