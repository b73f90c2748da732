package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import dev.pentimento.schemas.registry.RegisteredSchema;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server on a real broker. */
class SchemaRegistryServerTest {
    private static TestBroker broker;
    private static SchemaRegistryServer server;
    private static SchemaRegistryClient client;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory);
        server = serve("_schemas");
        client = clientOf(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void ourRecordsGoThroughIt() {
        Label label = new Label("image-1", "coat", null, "somebody", false);

        byte[] message = new AvroSerializer<Label>(client).serialize("labels", label);

        assertThat(new AvroDeserializer<>(client, Label.class).deserialize("labels", message))
                .isEqualTo(label);
        RegisteredSchema latest = client.latest("labels-value");
        assertThat(latest.version()).isEqualTo(1);
        assertThat(latest.schema().toString()).doesNotContain("avro.java");
        assertThat(client.lookup("labels-value", Label.getClassSchema())).isEqualTo(latest);
        assertThat(client.schemaById(latest.id())).isEqualTo(latest.schema());
        assertThat(client.subjects()).contains("labels-value");
    }

    @Test
    void whatWasAcknowledgedSurvivesARestart() {
        int id;
        try (SchemaRegistryServer first = serve("survives")) {
            SchemaRegistryClient before = clientOf(first);
            id = before.register("images-value", Image.getClassSchema());
            before.setCompatibilityLevel("images-value", CompatibilityLevel.FULL);
        }

        try (SchemaRegistryServer second = serve("survives")) {
            SchemaRegistryClient after = clientOf(second);
            assertThat(after.latest("images-value").id()).isEqualTo(id);
            assertThat(after.compatibilityLevel("images-value")).contains(CompatibilityLevel.FULL);
            assertThat(after.register("other", record("New"))).isEqualTo(id + 1);
        }
    }

    @Test
    void whatWasAppendedIsReadAtOnce() throws Exception {
        // A commit is acknowledged before its marker stands in the log: haste shows a reader that stops short of it.
        SchemaTopic.prepare(broker.clients(), "hasty", (short) 1, true);
        try (KafkaSchemaLog log = new KafkaSchemaLog(broker.clients(), "hasty")) {
            log.claim();
            for (int i = 1; i <= 100; i++) {
                Change change = new Version("s", i, i, "\"int\"", false);
                log.append(List.of(change));
                assertThat(log.readToEnd()).containsExactly(change);
            }
        }
    }

    @Test
    void aPausedWriterCannotWriteAfterAnotherHasTakenOver() throws Exception {
        SchemaTopic.prepare(broker.clients(), "paused", (short) 1, true);
        try (KafkaSchemaLog paused = new KafkaSchemaLog(broker.clients(), "paused");
                KafkaSchemaLog other = new KafkaSchemaLog(broker.clients(), "paused")) {
            paused.claim();
            assertThat(paused.readToEnd()).isEmpty();
            // It has decided, and is paused before it writes.
            other.claim();
            Change others = new Version("s", 1, 1, "\"long\"", false);
            other.append(List.of(others));

            assertThatExceptionOfType(ClaimLostException.class)
                    .isThrownBy(() -> paused.append(List.of(new Version("s", 1, 1, "\"int\"", false))));
            assertThat(paused.readToEnd()).containsExactly(others);
            paused.claim();
            Change decidedAgain = new Version("s", 2, 2, "\"int\"", false);
            paused.append(List.of(decidedAgain));
            assertThat(other.readToEnd()).containsExactly(others, decidedAgain);
        }
    }

    @Test
    void registeringWhatIsKnownTakesTheClaimFromNobody() throws Exception {
        try (SchemaRegistryServer one = serve("known");
                SchemaRegistryServer two = serve("known");
                KafkaSchemaLog writer = new KafkaSchemaLog(broker.clients(), "known")) {
            int id = clientOf(one).register("s", record("Known"));
            writer.claim();

            assertThat(clientOf(two).register("s", record("Known"))).isEqualTo(id);

            writer.readToEnd();
            writer.append(List.of(new Version("s", 2, 2, "\"int\"", false)));
            assertThat(clientOf(one).versions("s")).containsExactly(1, 2);
        }
    }

    @Test
    void aReadOnlyInstanceReadsWhatOthersWriteAndRefusesToWrite() throws Exception {
        SchemaRegistrySettings settings =
                new SchemaRegistrySettings("localhost", 0, "watched", (short) 1, List.of(), true);
        try (SchemaRegistryServer readOnly = new SchemaRegistryServer(settings, broker.clients())) {
            readOnly.listen();
            assertThatIllegalStateException()
                    .as("it does not create the topic, and waits until somebody has")
                    .isThrownBy(readOnly::prepare)
                    .withRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
            try (SchemaRegistryServer writer = serve("watched")) {
                readOnly.prepare();
                int id = clientOf(writer).register("s", record("Watched"));

                assertThat(clientOf(readOnly).latest("s").id()).isEqualTo(id);
                assertThat(clientOf(readOnly).register("s", record("Watched")))
                        .as("a known schema")
                        .isEqualTo(id);
                assertThatExceptionOfType(RegistryRefusedException.class)
                        .isThrownBy(() -> clientOf(readOnly).register("t", record("Other")))
                        .withMessageContaining("read-only")
                        .satisfies(e -> assertThat(e.errorCode()).isEqualTo(42205));
                assertThat(send(readOnly, "GET", "/mode", null).body()).isEqualTo("{\"mode\":\"READONLY\"}");
                for (String request : List.of("DELETE /subjects/s", "PUT /config", "PUT /mode")) {
                    String[] parts = request.split(" ");
                    HttpResponse<String> refused =
                            send(readOnly, parts[0], parts[1], "{\"compatibility\":\"NONE\",\"mode\":\"READWRITE\"}");
                    assertThat(refused.body()).as(request).contains("\"error_code\":42205");
                }
            }
        }
    }

    @Test
    void aFailureOfTheStoreTellsNothingOfIt() throws Exception {
        try (SchemaRegistryServer broken = serve("broken");
                KafkaProducer<byte[], byte[]> stranger =
                        new KafkaProducer<>(broker.clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            stranger.send(new ProducerRecord<>("broken", "secret of a stranger".getBytes(UTF_8), new byte[0]))
                    .get();

            HttpResponse<String> response = send(broken, "GET", "/subjects", null);

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .isEqualTo("{\"error_code\":50001,\"message\":\"Error in the backend data store\"}");
        }
    }

    @Test
    void brokersThatAreAwayAreAFailureThatPasses() throws Exception {
        Map<String, Object> nobody = Map.of(
                "bootstrap.servers", "localhost:" + unusedPort(),
                "default.api.timeout.ms", 300,
                "request.timeout.ms", 300);
        try (SchemaRegistryServer waiting =
                new SchemaRegistryServer(new SchemaRegistrySettings("localhost", 0, "_schemas", (short) 1), nobody)) {
            waiting.listen();

            assertThatIllegalStateException()
                    .isThrownBy(waiting::prepare)
                    .withRootCauseInstanceOf(RetriableException.class);
            HttpResponse<String> response = send(waiting, "GET", "/subjects", null);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"error_code\":50301");
            assertThat(waiting.complaint()).isPresent();
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void twoInstancesThatRegisterAtTheSameTimeNeverGiveOneIdToTwoSchemas() throws Exception {
        try (SchemaRegistryServer one = serve("contended");
                SchemaRegistryServer two = serve("contended")) {
            List<SchemaRegistryClient> clients = List.of(clientOf(one), clientOf(two));
            List<CompletableFuture<Map.Entry<String, Integer>>> registered = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 24; i++) {
                // Every schema by both instances: 12 schemas, 24 requests.
                SchemaRegistryClient asked = clients.get(i % 2);
                Schema schema = record("R" + i / 2);
                registered.add(CompletableFuture.supplyAsync(
                        () -> Map.entry(schema.getName(), asked.register(schema.getName(), schema)), threads));
            }

            Map<String, Integer> ids = new HashMap<>();
            for (var future : registered) {
                var entry = future.get();
                assertThat(ids.merge(entry.getKey(), entry.getValue(), (a, b) -> a.equals(b) ? a : -1))
                        .isPositive();
            }
            threads.shutdown();
            assertThat(ids.values()).doesNotHaveDuplicates().hasSize(12);
            for (SchemaRegistryClient asked : clients) {
                ids.forEach((name, id) -> assertThat(asked.latest(name).id()).isEqualTo(id));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "100%", "with space", "plus+sign", "käse", "q?a=b#c", "..", "dot.ted-value"})
    void aSubjectMayHaveAnyName(String subject) {
        client.register(subject, record("Escaped"));

        assertThat(client.subjects()).contains(subject);
        assertThat(client.versions(subject)).containsExactly(1);
        assertThat(client.version(subject, 1).subject()).isEqualTo(subject);
    }

    @Test
    void compatibilityIsCheckedByTheLevelThatWasSet() {
        Schema before = SchemaBuilder.record("C").fields().requiredInt("a").endRecord();
        Schema after = SchemaBuilder.record("C")
                .fields()
                .requiredInt("a")
                .requiredInt("b")
                .endRecord();
        client.register("checked", before);

        assertThat(client.compatibilityLevel()).isEqualTo(CompatibilityLevel.BACKWARD);
        assertThat(client.compatibilityLevel("checked")).isEqualTo(Optional.empty());
        var refused = client.compatibility("checked", after);
        assertThat(refused.compatible()).isFalse();
        assertThat(refused.messages()).singleElement().asString().contains("/fields/1");
        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> client.register("checked", after))
                .satisfies(e -> assertThat(e.status()).isEqualTo(409));
        client.setCompatibilityLevel("checked", CompatibilityLevel.NONE);
        assertThat(client.compatibility("checked", after).compatible()).isTrue();
        client.register("checked", after);
        assertThat(client.versions("checked")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET | / | | 200 | {}",
                "GET | /schemas/types | | 200 | [\"AVRO\"]",
                "GET | /mode | | 200 | {\"mode\":\"READWRITE\"}",
                "GET | /health | | 200 | {\"status\":\"UP\"}",
                "GET | /subjects/none/versions | | 404 | 40401",
                "GET | /subjects/none/versions/latest | | 404 | 40401",
                "DELETE | /subjects/none | | 404 | 40401",
                "GET | /schemas/ids/4711 | | 404 | 40403",
                "GET | /subjects/none/versions/zero | | 422 | 42202",
                "GET | /config/none | | 404 | 40408",
                "GET | /config/none?defaultToGlobal=true | | 200 | BACKWARD",
                "PUT | /config | {\"compatibility\":\"SOMEHOW\"} | 422 | 42203",
                "PUT | /mode | {\"mode\":\"IMPORT\"} | 422 | 42204",
                "GET | /mode | | 200 | READWRITE",
                "GET | /mode/none | | 404 | 40409",
                "GET | /mode/none?defaultToGlobal=true | | 200 | READWRITE",
                "DELETE | /mode/none | | 404 | 40409",
                "PATCH | /config | {} | 405 | \"error_code\":405",
                "POST | /subjects/s/versions | {\"schema\":\"{}\"} | 422 | 42201",
                "POST | /subjects/s/versions | {\"schema\":\"{}\",\"schemaType\":\"JSON\"} | 422 | schemaType JSON",
                "POST | /subjects/s/versions | {\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\"}]} | 422 |"
                        + " references",
                "POST | /subjects/s/versions | {\"schema\":\"\\\"int\\\"\",\"id\":7} | 422 | 42205",
                "POST | /subjects/s/versions | not json | 400 | not JSON",
                "POST | /subjects/s/versions?normalize=true |"
                        + " {\"schema\":\"\\\"int\\\"\",\"schemaType\":\"AVRO\",\"references\":[]} | 200 | {\"id\":",
                "GET | /nowhere | | 404 | \"error_code\":404",
            })
    void everyAnswerIsJsonOfTheRegistrysMediaTypeWithItsCode(
            String method, String path, String body, int status, String contained) throws Exception {
        HttpResponse<String> response = send(server, method, path, body);

        assertThat(response.body()).contains(contained);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void aTopicThatWouldLoseSchemasIsRefusedInASentence() throws Exception {
        try (Admin admin = Admin.create(broker.clients())) {
            admin.createTopics(List.of(new NewTopic("wrong", 2, (short) 1)))
                    .all()
                    .get();
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> serve("wrong"))
                .withMessageContaining("2 partitions")
                .withMessageContaining("cleanup.policy=delete");
    }

    @Test
    void aPortInUseIsSaidInASentence() {
        var settings = new SchemaRegistrySettings("localhost", server.port(), "_schemas", (short) 1);
        SchemaRegistryServer second = new SchemaRegistryServer(settings, broker.clients());

        assertThatIllegalStateException().isThrownBy(second::start).withMessageContaining("localhost:" + server.port());
    }

    private static SchemaRegistryServer serve(String topic) {
        SchemaRegistryServer started = new SchemaRegistryServer(
                new SchemaRegistrySettings("localhost", 0, topic, (short) 1), broker.clients());
        started.start();
        return started;
    }

    private static SchemaRegistryClient clientOf(SchemaRegistryServer asked) {
        return new SchemaRegistryClient(RegistrySettings.at("http://localhost:" + asked.port()));
    }

    private static Schema record(String name) {
        return SchemaBuilder.record(name)
                .namespace("test")
                .fields()
                .requiredString("a")
                .endRecord();
    }

    private static HttpResponse<String> send(SchemaRegistryServer asked, String method, String path, String body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + asked.port() + path))
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
