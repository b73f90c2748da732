package dev.pentimento.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryClientTest {
    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        registry.answers("GET /subjects", 200, "[\"a\",\"b\"]");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void withoutCredentialsNoneAreSent() {
        assertThat(client(Map.of()).subjects()).containsExactly("a", "b");

        assertThat(registry.asked().get(0).header("Authorization")).isEmpty();
        assertThat(registry.asked().get(0).header("Accept")).contains("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void basicCredentialsComeFromTheirSettingWithOrWithoutPrefix() {
        for (String prefix : List.of("", "schema.registry.")) {
            client(Map.of(
                            prefix + "basic.auth.credentials.source",
                            "USER_INFO",
                            prefix + "basic.auth.user.info",
                            "user:pässword"))
                    .subjects();
        }

        assertThat(registry.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsOnly("Basic dXNlcjpww6Rzc3dvcmQ=");
    }

    @Test
    void basicCredentialsComeFromTheUrlAndAreNotTold() {
        String url = registry.url().replace("//", "//user:secret@");
        RegistrySettings settings = RegistrySettings.of(Map.of("schema.registry.url", url));

        new SchemaRegistryClient(settings).subjects();

        assertThat(registry.asked().get(0).header("Authorization")).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void aStaticTokenIsSentAsBearer() {
        client(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "abc"))
                .subjects();

        assertThat(registry.asked().get(0).header("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void credentialsWithoutASourceAreSent() {
        client(Map.of("basic.auth.user.info", "user:secret")).subjects();
        client(Map.of("schema.registry.bearer.auth.token", "abc")).subjects();
        client(Map.of("basic.auth.user.info", "user:secret", "basic.auth.credentials.source", "URL"))
                .subjects();

        assertThat(registry.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Basic dXNlcjpzZWNyZXQ=", "Bearer abc", "");
    }

    @Test
    void theNextUrlAnswersWhereTheFirstIsGoneAndIsAskedFirstFromThenOn() throws Exception {
        try (FakeRegistry broken = new FakeRegistry()) {
            broken.answers("GET /subjects", 500, "{\"error_code\":50001,\"message\":\"store\"}");
            SchemaRegistryClient client =
                    client(Map.of("schema.registry.url", broken.url() + "," + registry.url() + "/"));

            assertThat(client.subjects()).hasSize(2);
            assertThat(client.subjects()).hasSize(2);

            assertThat(broken.asked()).hasSize(1);
            assertThat(registry.asked()).hasSize(2);
        }
    }

    @Test
    void aPassingFailureIsTriedAgainAndALastingOneGivenUp() throws Exception {
        try (FakeRegistry passing = new FakeRegistry()) {
            passing.answers("GET /subjects", 503, "")
                    .answers("GET /subjects", 429, "")
                    .answers("GET /subjects", 200, "[]");
            assertThat(client(Map.of("schema.registry.url", passing.url())).subjects())
                    .isEmpty();
            assertThat(passing.asked()).hasSize(3);
        }
        try (FakeRegistry lasting = new FakeRegistry()) {
            lasting.answers("GET /subjects", 500, "{\"error_code\":50001,\"message\":\"no store\"}");
            assertThatExceptionOfType(RegistryUnreachableException.class)
                    .isThrownBy(() ->
                            client(Map.of("schema.registry.url", lasting.url())).subjects())
                    .withMessageContaining("no store")
                    .withMessageContaining("3 rounds");
            assertThat(lasting.asked()).hasSize(3);
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread trickling = new Thread(() -> trickle(server), "trickling");
            trickling.setDaemon(true);
            trickling.start();

            assertThatExceptionOfType(RegistryUnreachableException.class)
                    .isThrownBy(() -> client(Map.of(
                                    "schema.registry.url",
                                    "http://127.0.0.1:" + server.getLocalPort(),
                                    "http.connect.timeout.ms",
                                    100,
                                    "http.read.timeout.ms",
                                    200))
                            .subjects())
                    .withMessageContaining("no complete response within 300 ms");
        }
    }

    /** Headers at once and a body of which nothing more comes. */
    private static void trickle(ServerSocket server) {
        try {
            while (true) {
                server.accept()
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".getBytes(US_ASCII));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void aRefusalIsNotTriedAgainAndSaysWhatTheRegistrySaid() {
        registry.answers("GET /subjects/x/versions", 401, "{\"error_code\":40101,\"message\":\"Unauthorized\"}");

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> client(Map.of()).versions("x"))
                .withMessageContaining("error 40101: Unauthorized")
                .satisfies(e -> assertThat(e.status()).isEqualTo(401))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(40101));
        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    void schemasThatReferToOthersAreReadWithThem() {
        registry.answers(
                        "GET /schemas/ids/9",
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"t.P\\\"}\",\"references\":"
                                + "[{\"name\":\"t.P\",\"subject\":\"p\",\"version\":2}]}")
                .answers(
                        "GET /subjects/p/versions/2",
                        200,
                        "{\"subject\":\"p\",\"version\":2,\"id\":8,\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":"
                                + "\\\"t.P\\\",\\\"fields\\\":[]}\"}");

        assertThat(client(Map.of()).schemaById(9).getElementType().getFullName())
                .isEqualTo("t.P");
    }

    @Test
    void aTrustStoreOfItsOwnDecidesWhomToBelieve(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret1",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        HttpsServer server = https(keys);
        String url = "https://localhost:" + server.getAddress().getPort();
        Map<String, Object> trusting = Map.of(
                "schema.registry.url",
                url,
                "schema.registry.ssl.truststore.location",
                keys.toString(),
                "schema.registry.ssl.truststore.password",
                "secret1",
                "schema.registry.ssl.truststore.type",
                "PKCS12");

        try {
            assertThat(client(trusting).subjects()).containsExactly("secure");
            assertThatExceptionOfType(RegistryUnreachableException.class)
                    .isThrownBy(() -> client(Map.of("schema.registry.url", url)).subjects())
                    .withMessageContaining("TLS");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void wrongSettingsAreNamedAndNoPasswordTold() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistrySettings.of(Map.of()))
                .withMessageContaining("schema.registry.url");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistrySettings.at("ftp://user:secret@host"))
                .withMessageContaining("schema.registry.url")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("basic.auth.credentials.source", "SASL_INHERIT")))
                .withMessageContaining("USER_INFO");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("basic.auth.credentials.source", "USER_INFO")))
                .withMessageContaining("basic.auth.user.info");
    }

    private SchemaRegistryClient client(Map<String, ?> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("schema.registry.url", registry.url(), "max.retries", 2, "retries.wait.ms", 1));
        settings.putAll(more);
        return new SchemaRegistryClient(RegistrySettings.of(settings));
    }

    private static HttpsServer https(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "secret1".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "secret1".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] answer = "[\"secure\"]".getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
