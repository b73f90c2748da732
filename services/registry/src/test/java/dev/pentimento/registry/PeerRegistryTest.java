package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pentimento.events.Label;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import dev.pentimento.schemas.http.TlsContext;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our client and a registry as Apicurio serves it to Confluent's clients: below a path, behind HTTPS, with credentials that
 * it checks before anything else. What answers behind that path is ours.
 */
class PeerRegistryTest {
    private static final String PATH = "/apis/ccompat/v7";
    private static final String USER = "client:of-the-platform";
    private static final String TOKEN = "ey.token.of.the.platform";

    private static TestKeys keys;
    private static TestBroker broker;
    private static SchemaRegistryServer server;
    private static HttpsServer peer;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        keys = new TestKeys(directory);
        broker = new TestBroker(directory.resolve("broker"));
        server = new SchemaRegistryServer(
                new SchemaRegistrySettings("localhost", 0, "_schemas", (short) 1), broker.clients());
        server.start();
        peer = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.setHttpsConfigurator(new HttpsConfigurator(TlsContext.ofServer(keys.pem())));
        peer.createContext("/", PeerRegistryTest::answer);
        peer.start();
    }

    @AfterAll
    static void stop() {
        peer.stop(0);
        server.close();
        broker.close();
    }

    @Test
    void recordsGoThroughItWithEitherKindOfCredentials() {
        Label label = new Label("image-1", "coat", null, "somebody", false);

        byte[] message = new AvroSerializer<Label>(client(PATH, Map.of("basic.auth.user.info", USER)))
                .serialize("labels", label);

        for (Map<String, String> credentials :
                List.of(Map.of("basic.auth.user.info", USER), Map.of("bearer.auth.token", TOKEN))) {
            // With a slash at the end, too.
            SchemaRegistryClient client = client(PATH + "/", credentials);
            assertThat(new AvroDeserializer<>(client, Label.class).deserialize("labels", message))
                    .isEqualTo(label);
            assertThat(client.versions("labels-value")).containsExactly(1);
            assertThat(client.lookup("labels-value", Label.getClassSchema()).version())
                    .isEqualTo(1);
            assertThat(client.compatibility("labels-value", Label.getClassSchema())
                            .compatible())
                    .isTrue();
            client.setCompatibilityLevel("labels-value", CompatibilityLevel.FULL);
            assertThat(client.compatibilityLevel("labels-value")).contains(CompatibilityLevel.FULL);
        }
    }

    @Test
    void itsRefusalsAreToldFromAWrongPath() {
        SchemaRegistryClient client = client(PATH, Map.of("basic.auth.user.info", USER));

        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client.schemaById(4711));
        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> client.versions("never"))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(RegistryRefusedException.SUBJECT_NOT_FOUND));
        for (Map<String, String> wrong : List.<Map<String, String>>of(
                Map.of(), Map.of("basic.auth.user.info", "client:guess"), Map.of("bearer.auth.token", "guess"))) {
            assertThatExceptionOfType(RegistryRefusedException.class)
                    .isThrownBy(() -> client(PATH, wrong).subjects())
                    .satisfies(e -> assertThat(e.refusesCredentials()).isTrue());
        }
        assertThatExceptionOfType(RetriableException.class)
                .as("nothing of a record's schema is known there")
                .isThrownBy(
                        () -> client("", Map.of("basic.auth.user.info", USER)).schemaById(1));
    }

    private static SchemaRegistryClient client(String path, Map<String, String> credentials) {
        Map<String, Object> settings = new HashMap<>(credentials);
        settings.put(
                "schema.registry.url", "https://localhost:" + peer.getAddress().getPort() + path);
        settings.put("schema.registry.ssl.truststore.type", "PEM");
        settings.put(
                "schema.registry.ssl.truststore.location", keys.certificate().toString());
        settings.put("max.retries", 0);
        return new SchemaRegistryClient(RegistrySettings.of(settings));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String basic = "Basic " + Base64.getEncoder().encodeToString(USER.getBytes(UTF_8));
        String path = exchange.getRequestURI().getRawPath();
        if (!authorization.equals(basic) && !authorization.equals("Bearer " + TOKEN)) {
            send(exchange, 401, "{\"message\":\"not authorized\",\"name\":\"NotAuthorizedException\"}");
        } else if (!path.startsWith(PATH + "/")) {
            send(exchange, 404, "<html>no such page</html>");
        } else {
            String query = exchange.getRequestURI().getRawQuery();
            forward(exchange, path.substring(PATH.length()) + (query == null ? "" : "?" + query));
        }
    }

    private static void forward(HttpExchange exchange, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Content-Type", "application/json")
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
