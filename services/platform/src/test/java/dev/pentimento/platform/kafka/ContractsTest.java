package dev.pentimento.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers of a registry end the start, and which are waited for. */
class ContractsTest {
    private volatile int status;
    private volatile String body = "";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void announce(String url) {
        PlatformSettings settings = PlatformSettings.from(
                Settings.of(Map.of("schema.registry.url", url, "kafka.schema.registry.max.retries", "0")));
        Contracts.announce(
                settings, new Topics(settings), new SchemaRegistryClient(RegistrySettings.of(settings.kafka())));
    }

    private void announce() {
        announce("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error_code\": 401, \"message\": \"Unauthorized\"}",
                "401 | <html>Authorization Required</html>",
                "403 | {\"error_code\": 40301, \"message\": \"User is denied operation Write\"}"
            })
    void refusedCredentialsEndTheStartAndNameTheirSettings(int refusal, String said) {
        status = refusal;
        body = said;

        assertThatThrownBy(this::announce)
                .isInstanceOf(KafkaException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("kafka.basic.auth.user.info", "kafka.bearer.auth.token", "HTTP " + refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>default backend - 404</html>",
                "200 | <html>Please log in</html>",
                "200 | {\"status\": \"UP\"}",
                "502 | Bad Gateway",
                "503 | no healthy upstream",
                "429 | slow down"
            })
    void whatIsNoRegistryAtTheMomentIsWaitedFor(int answer, String said) {
        status = answer;
        body = said;

        assertThatThrownBy(this::announce).isInstanceOf(RetriableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://registry.invalid:8081", "http://127.0.0.1:1"})
    void aHostThatIsUnknownOrDeadIsWaitedFor(String url) {
        assertThatThrownBy(() -> announce(url)).isInstanceOf(RetriableException.class);
    }

    @Test
    void aPathThatTheRegistryDoesNotKnowEndsTheStart() {
        status = 404;
        body = "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}";

        assertThatThrownBy(this::announce)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("the schema registry refuses", "HTTP 404 Not Found");
    }
}
