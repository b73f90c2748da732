package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pentimento.events.Label;
import dev.pentimento.http.Credential;
import dev.pentimento.http.HttpLimits;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.http.TlsContext;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry with HTTPS and credentials, on a real broker. */
class SecuredRegistryTest {
    private static final String READER = "reader:read-me-please";
    private static final String WRITER = "writer:write-me-please";
    private static final String READER_TOKEN = "a-token-of-twenty-two-or-more";
    private static final String WRITER_TOKEN = "another-token-of-many-letters";
    private static final List<Credential<Right>> CREDENTIALS = List.of(
            Credential.user(READER, Right.READ),
            Credential.user(WRITER, Right.WRITE),
            Credential.token(READER_TOKEN, Right.READ),
            Credential.token(WRITER_TOKEN, Right.WRITE));
    private static final String SCHEMA = "{\"schema\":\"\\\"int\\\"\"}";

    private static TestKeys keys;
    private static TestBroker broker;
    private static SchemaRegistryServer server;
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        keys = new TestKeys(directory);
        broker = new TestBroker(directory.resolve("broker"));
        server = serve("_schemas", keys.pkcs12());
        http = HttpClient.newBuilder()
                .sslContext(TlsContext.ofClient(Map.of(
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        keys.certificate().toString())))
                .build();
        send("POST", "/subjects/known/versions", basic(WRITER), SCHEMA);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"GET,/subjects", "GET,/", "POST,/subjects/known", "PUT,/mode", "DELETE,/subjects/known"})
    void withoutCredentialsNothingIsAnswered(String method, String path) throws Exception {
        HttpResponse<String> response = send(method, path, null, SCHEMA);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("Basic", "Bearer");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/vnd.schemaregistry.v1+json");
        assertThat(response.body()).contains("\"error_code\":401");
    }

    @ParameterizedTest
    @CsvSource({"reader:read-me-pleas", "reader:", "writer:read-me-please", "nobody:read-me-please"})
    void wrongCredentialsAreNone(String userInfo) throws Exception {
        assertThat(send("GET", "/subjects", basic(userInfo), null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/subjects", "Bearer " + userInfo, null).statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/subjects", basic(READER), null).statusCode())
                .as("no more than four wrong ones in a row, or this client must wait")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/subjects,200",
        "POST,/subjects/known,200",
        "POST,/compatibility/subjects/known/versions/latest,200",
        "GET,/schemas/ids/1,200",
        "GET,/config,200",
        "GET,/mode,200",
        "POST,/subjects/known/versions,403",
        "DELETE,/subjects/known,403",
        "DELETE,/subjects/known/versions/1,403",
        "PUT,/config,403",
        "PUT,/config/known,403",
        "DELETE,/config,403",
        "DELETE,/config/known,403",
        "PUT,/mode,403",
        "PUT,/mode/known,403",
        "DELETE,/mode/known,403"
    })
    void aReaderReadsAndDoesNotWrite(String method, String path, int status) throws Exception {
        for (String authorization : List.of(basic(READER), "Bearer " + READER_TOKEN, "bearer  " + READER_TOKEN)) {
            HttpResponse<String> response = send(method, path, authorization, SCHEMA);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            assertThat(response.body()).contains(status == 403 ? "\"error_code\":40301" : "");
        }
    }

    @Test
    void aWriterWrites() throws Exception {
        for (String authorization : List.of(basic(WRITER), "Bearer " + WRITER_TOKEN)) {
            assertThat(send("POST", "/subjects/written/versions", authorization, SCHEMA)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send("DELETE", "/subjects/written", authorization, null).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void healthNeedsNoCredentials() throws Exception {
        assertThat(send("GET", "/health", null, null).statusCode()).isEqualTo(200);
    }

    @Test
    void ourClientGoesThroughHttps() {
        Label label = new Label("image-1", "coat", null, "somebody", false);
        SchemaRegistryClient writer = client(Map.of("basic.auth.user.info", WRITER));
        SchemaRegistryClient reader = client(Map.of("bearer.auth.token", READER_TOKEN));

        byte[] message = new AvroSerializer<Label>(writer).serialize("labels", label);

        assertThat(new AvroDeserializer<>(reader, Label.class).deserialize("labels", message))
                .isEqualTo(label);
        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> reader.register("other", Label.getClassSchema()))
                .satisfies(e -> assertThat(e.status()).isEqualTo(403));
        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> new SchemaRegistryClient(
                                RegistrySettings.of(Map.of("schema.registry.url", url(), "max.retries", 0)))
                        .subjects())
                .withMessageContaining("TLS");
    }

    @Test
    void confluentsPythonClientGoesThroughHttps() throws Exception {
        assumeTrue(
                ConfluentPythonClientTest.isInstalled(),
                "NOT PROVEN HERE: no confluent_kafka with the schema registry for Python");
        ProcessBuilder python = new ProcessBuilder(
                        ConfluentPythonClientTest.PYTHON,
                        "src/test/python/secured.py",
                        url(),
                        keys.certificate().toString(),
                        READER,
                        WRITER)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Python's requests library prefers the certificates that these variables name to the configured ones.
        python.environment().keySet().removeAll(Set.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"));
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip())
                .isEqualTo("{\"registered\": true, \"read\": \"int\", \"reader_writes\": 403, \"nobody\": 401,"
                        + " \"untrusted\": \"SSLError\"}");
    }

    @Test
    void aKeyMayBePem() throws Exception {
        try (SchemaRegistryServer pem = serve("pem", keys.pem())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + pem.port() + "/subjects"))
                    .header("Authorization", basic(READER))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("[]");
        }
    }

    @Test
    void whoSpeaksPlainHttpIsNotAnswered() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> http.send(
                        HttpRequest.newBuilder(URI.create(url().replace("https", "http")))
                                .build(),
                        BodyHandlers.ofString()));
    }

    @Test
    void aForeignSiteIsRefusedEvenWithCredentials() throws Exception {
        HttpResponse<String> foreign = http.send(
                request("POST", "/subjects/foreign/versions", basic(WRITER), SCHEMA)
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://elsewhere.example")
                        .build(),
                BodyHandlers.ofString());

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("\"error_code\":403");
        HttpResponse<String> own = http.send(
                request("POST", "/subjects/own/versions", basic(WRITER), SCHEMA)
                        .header("Content-Type", "application/json")
                        .header("Origin", url())
                        .build(),
                BodyHandlers.ofString());
        assertThat(own.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"})
    void aBodyThatIsNotJsonIsRefused(String type) throws Exception {
        HttpResponse<String> response = http.send(
                request("POST", "/subjects/typed/versions", basic(WRITER), SCHEMA)
                        .header("Content-Type", type)
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("\"error_code\":415");
    }

    private static SchemaRegistryServer serve(String topic, Map<String, String> ssl) {
        SchemaRegistryServer started = new SchemaRegistryServer(
                new SchemaRegistrySettings("localhost", 0, topic, (short) 1, CREDENTIALS, false),
                broker.clients(),
                new HttpProtection(
                        HttpLimits.DEFAULTS, Optional.of(TlsContext.ofServer(ssl)), new SimpleMeterRegistry()),
                config -> {});
        started.start();
        return started;
    }

    private static String url() {
        return "https://localhost:" + server.port();
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    private static SchemaRegistryClient client(Map<String, String> credentials) {
        Map<String, Object> settings = new HashMap<>(credentials);
        settings.put("schema.registry.url", url());
        settings.put("schema.registry.ssl.truststore.type", "PEM");
        settings.put(
                "schema.registry.ssl.truststore.location", keys.certificate().toString());
        return new SchemaRegistryClient(RegistrySettings.of(settings));
    }

    private static HttpResponse<String> send(String method, String path, String authorization, String body)
            throws Exception {
        return http.send(
                request(method, path, authorization, body)
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String method, String path, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(
                        method,
                        body == null || method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }
}
