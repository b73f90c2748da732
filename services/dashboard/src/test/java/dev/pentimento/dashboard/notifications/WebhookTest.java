package dev.pentimento.dashboard.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Delivery;
import dev.pentimento.events.Notification;
import dev.pentimento.events.NotificationEvent;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.schemas.GeneratedClasses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final File SCHEMA = new File("../../docs/reference/notification.schema.json");
    private static final Notification MESSAGE = Notification.newBuilder()
            .setId("0c0d9b4e-5b1c-3f0e-9a43-3c8d8a3c1f52")
            .setSubject("drift/a")
            .setNumber(1)
            .setKind(AlarmKind.DRIFT)
            .setEvent(NotificationEvent.RAISED)
            .setAt(NOW)
            .setSlice("source=\u00fcbung")
            .setVersion("v")
            .setSummary("Drift")
            .setFigures(Map.of("size", 0.5))
            .setCreatedAt(NOW)
            .setDelivery(Delivery.PENDING)
            .build();

    private final List<Headers> headers = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private volatile int status = 204;
    private HttpServer receiver;

    @BeforeAll
    static void trustGeneratedClasses() {
        GeneratedClasses.trust();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            headers.add(exchange.getRequestHeaders());
            paths.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private Webhook webhook(String user, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put(
                "notify.webhook",
                "http://" + user + "127.0.0.1:" + receiver.getAddress().getPort() + "/hook?key=hidden");
        NotifySettings settings = NotifySettings.from(Settings.of(values));
        return new Webhook(settings, settings.address().orElseThrow(), "site-1.");
    }

    @Test
    void theSignatureIsThatOfThePublishedExample() {
        // The example of the libraries of Standard Webhooks, and of Svix before them.
        assertThat(Webhook.signature(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aMessageHasWhatTheDocumentedSchemaSays() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SCHEMA);
        JsonNode body = new ObjectMapper().readTree(webhook("", Map.of()).body(MESSAGE));

        assertThat(body.fieldNames()).toIterable().containsExactlyElementsOf(names(schema.get("properties")));
        assertThat(body.fieldNames()).toIterable().containsAll(texts(schema.get("required")));
        assertThat(texts(schema.at("/properties/kind/enum"))).contains("DRIFT").doesNotContain("OTHER");
        assertThat(body.get("at").asText()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(body.get("kind").asText()).isEqualTo("DRIFT");
        assertThat(body.get("topicPrefix").asText()).isEqualTo("site-1.");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void everyKindAndEventIsDocumented() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SCHEMA);

        assertThat(texts(schema.at("/properties/kind/enum")))
                .containsExactlyInAnyOrder("DRIFT", "ACCURACY", "CORRECTION", "CHAMPION", "DEAD_LETTERS")
                .hasSize(AlarmKind.values().length - 1);
        assertThat(texts(schema.at("/properties/event/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(NotificationEvent.values())
                        .filter(event -> event != NotificationEvent.OTHER)
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void theReceiverGetsIdSignatureAndToken() {
        Webhook webhook = webhook("", Map.of("notify.token", "abc", "notify.key", "0123456789012345678901"));

        assertThat(webhook.send(MESSAGE, NOW).join()).isInstanceOf(Webhook.Answer.Accepted.class);

        assertThat(paths).containsExactly("/hook?key=hidden");
        assertThat(headers.get(0).getFirst("Webhook-id")).isEqualTo(MESSAGE.getId());
        assertThat(headers.get(0).getFirst("Webhook-timestamp")).isEqualTo("" + NOW.getEpochSecond());
        assertThat(headers.get(0).getFirst("Webhook-signature")).startsWith("v1,");
        assertThat(headers.get(0).getFirst("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void credentialsInTheAddressAreSentAsBasic() {
        webhook("user:pa%20ss@", Map.of()).send(MESSAGE, NOW).join();

        assertThat(headers.get(0).getFirst("Authorization")).isEqualTo("Basic dXNlcjpwYSBzcw==");
    }

    @ParameterizedTest
    @CsvSource({
        "200, Accepted",
        "301, Failed",
        "307, Failed",
        "400, Refused",
        "404, Failed",
        "422, Refused",
        "503, Failed"
    })
    void theStatusDecidesAndNoRedirectIsFollowed(int answered, String expected) {
        status = answered;

        assertThat(webhook("", Map.of()).send(MESSAGE, NOW).join().getClass().getSimpleName())
                .isEqualTo(expected);
        assertThat(paths).hasSize(1);
    }

    @Test
    void aReceiverThatIsDownIsTriedLessAndLessOftenAndNothingSecretIsTold() {
        Webhook webhook = webhook("user:secret@", Map.of());
        receiver.stop(0);

        Webhook.Answer answer = webhook.send(MESSAGE, NOW).join();

        assertThat(answer).isInstanceOf(Webhook.Answer.Failed.class);
        assertThat(answer.toString() + webhook.host()).doesNotContain("secret", "hidden", "hook");
        assertThat(Attempt.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Attempt.pause(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Attempt.pause(500)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void afterAFailureTheNextAttemptWaits() {
        Attempt attempt = new Attempt(webhook("", Map.of()), new NotificationMetrics(registry));
        status = 503;
        attempt.step(Optional.of(MESSAGE), NOW);
        Awaitility.await().until(() -> failures(attempt) == 1);

        attempt.step(Optional.of(MESSAGE), NOW);
        assertThat(paths).hasSize(1);
        status = 204;
        Instant later = NOW.plusSeconds(1);
        Notification delivered = Awaitility.await()
                .until(() -> attempt.step(Optional.of(MESSAGE), later), Optional::isPresent)
                .orElseThrow();
        assertThat(delivered.getDelivery()).isEqualTo(Delivery.DELIVERED);
        assertThat(paths).hasSize(2);
    }

    private double failures(Attempt attempt) {
        attempt.step(Optional.empty(), NOW);
        return Objects.requireNonNull(registry.find("pentimento.notifications.failures")
                        .tag("cause", "receiver")
                        .counter())
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u20acb", "hidden\nhidden", "a b"})
    void aTokenThatNoHeaderMayContainIsRefusedWithoutShowingIt(String token) {
        assertThatThrownBy(() -> NotifySettings.from(Settings.of(Map.of("notify.token", token))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("notify.token")
                .hasMessageNotContaining(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "example.org/hook", "http://", "http://a b/?token=hidden"})
    void anAddressThatIsNoneIsRefusedWithoutShowingIt(String address) {
        assertThatThrownBy(() -> NotifySettings.from(Settings.of(Map.of("notify.webhook", address))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("notify.webhook")
                .hasMessageContaining("http or https URL")
                .hasMessageNotContaining(address);
    }

    @Test
    void aKeyMustBeLongAndProperBase64() {
        for (String key : List.of("short", "whsec_***************************")) {
            assertThatThrownBy(() -> NotifySettings.from(Settings.of(Map.of("notify.key", key))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("notify.key")
                    .hasMessageNotContaining(key);
        }
    }

    @Test
    void theAddressIsNotShownWithTheSettings() {
        assertThat(NotifySettings.from(Settings.of(Map.of("notify.webhook", "https://u:p@example.org/?t=0815")))
                        .toString())
                .doesNotContain("0815", "u:p");
    }
}
