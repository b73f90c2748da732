package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both ways between our classes and Confluent's Python client, over our registry. Another interpreter than {@code
 * /usr/bin/python3} may be named by the system property {@code pentimento.python}.
 */
class ConfluentPythonClientTest {
    static final String PYTHON = System.getProperty("pentimento.python", "/usr/bin/python3");
    private static final Path SCRIPT = Path.of("src", "test", "python", "interop.py");
    private static final Path CONTRACTS = Path.of("..", "..", "schemas", "src", "main", "avro");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

    private static TestBroker broker;
    private static SchemaRegistryServer server;
    private static SchemaRegistryClient client;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        assumeTrue(
                isInstalled(),
                "NOT PROVEN HERE: " + PYTHON + " has no confluent_kafka with the schema registry (Debian:"
                        + " python3-confluent-kafka, python3-requests and python3-avro)");
        broker = new TestBroker(directory);
        server = new SchemaRegistryServer(
                new SchemaRegistrySettings("localhost", 0, "_schemas", (short) 1), broker.clients());
        server.start();
        client = new SchemaRegistryClient(RegistrySettings.at(url()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            broker.close();
        }
    }

    @Test
    void whatItWritesFromTheContractFilesWeRead() throws Exception {
        JsonNode messages = run("write", CONTRACTS.toString());

        Image image = new AvroDeserializer<>(client, Image.class).deserialize("images", bytes(messages, "images"));
        Label label = new AvroDeserializer<>(client, Label.class).deserialize("labels", bytes(messages, "labels"));

        byte[] content = new byte[256];
        IntStream.range(0, 256).forEach(i -> content[i] = (byte) i);
        assertThat(image).isEqualTo(new Image("image-ü", ByteBuffer.wrap(content), null, "image/png", NOON, "site"));
        assertThat(label).isEqualTo(new Label("image-ü", "coat", NOON, null, null));
    }

    @Test
    void bothWriteTheSameBytesUnderTheSameId() throws Exception {
        JsonNode messages = run("write", CONTRACTS.toString());

        byte[] ours =
                new AvroSerializer<Label>(client).serialize("labels", new Label("image-ü", "coat", NOON, null, null));

        assertThat(ours).isEqualTo(bytes(messages, "labels"));
        assertThat(client.versions("labels-value")).containsExactly(1);
    }

    @Test
    void whatWeWriteItReads() throws Exception {
        byte[] vectors = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
        var section = new EmbeddingSection("e".repeat(64), 2, ByteBuffer.wrap(vectors));
        var image = new EmbeddedImage("image-1", 42L, NOON, null, "site");
        var batch = new EmbeddingBatch(3, List.of(image), List.of(section), NOON);

        byte[] message = new AvroSerializer<EmbeddingBatch>(client).serialize("embeddings", batch);
        JsonNode read = run("read", "embeddings", HexFormat.of().formatHex(message));

        assertThat(read.path("imagePartition").asInt()).isEqualTo(3);
        assertThat(read.at("/images/0/id").asText()).isEqualTo("image-1");
        assertThat(read.at("/images/0/offset").asLong()).isEqualTo(42);
        assertThat(read.at("/images/0/capturedAt").isNull()).isTrue();
        assertThat(read.at("/sections/0/vectors").asText()).isEqualTo("0000803f000000c0");
        assertThat(read.path("embeddedAt").asText()).isEqualTo("2026-11-23T12:00:00.123000+00:00");
    }

    @Test
    void itsRegistryClientWorksAgainstOurRegistry() throws Exception {
        JsonNode expected = new ObjectMapper().readTree("""
            {"same_id": true, "schema": "R", "lookup": 1, "listed": true, "versions": [1], "latest": true,
             "version": 1, "level": "BACKWARD", "incompatible": [409, 409], "no_level": [404, 40408],
             "no_subject": [404, 40401], "no_version": [404, 40402], "invalid": [422, 42201],
             "own_level": "NONE", "compatible": true, "deleted_version": 2, "deleted": [1],
             "gone": [404, 40401]}
            """);

        assertThat(run("registry")).isEqualTo(expected);
    }

    static boolean isInstalled() throws InterruptedException {
        return exitCode(SCRIPT.resolveSibling("confluent_avro.py").toString()) == 0;
    }

    private static String url() {
        return "http://localhost:" + server.port();
    }

    private static byte[] bytes(JsonNode messages, String topic) {
        return HexFormat.of().parseHex(messages.path(topic).asText());
    }

    private static JsonNode run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT.toString(), url()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }

    private static int exitCode(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
