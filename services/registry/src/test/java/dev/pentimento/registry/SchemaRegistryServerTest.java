package dev.pentimento.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.CompatibilityLevel;
import dev.pentimento.schemas.RegisteredSchema;
import dev.pentimento.schemas.RegistryRefusedException;
import dev.pentimento.schemas.RegistrySettings;
import dev.pentimento.schemas.SchemaRegistryClient;
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
        Label label = new Label("image-1", "coat", null, "somebody");

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
        SchemaTopic.prepare(broker.clients(), "hasty", (short) 1);
        try (KafkaSchemaLog log = new KafkaSchemaLog(broker.clients(), "hasty")) {
            log.claim();
            for (int i = 1; i <= 100; i++) {
                Change change = new Change.VersionSet("s", i, i, "\"int\"", false);
                log.append(List.of(change));
                assertThat(log.readToEnd()).containsExactly(change);
            }
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
                "PUT | /mode | {\"mode\":\"READONLY\"} | 422 | 42204",
                "POST | /subjects/s/versions | {\"schema\":\"{}\"} | 422 | 42201",
                "POST | /subjects/s/versions | {\"schema\":\"{}\",\"schemaType\":\"JSON\"} | 422 | schemaType JSON",
                "POST | /subjects/s/versions | {\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\"}]} | 422 | references",
                "POST | /subjects/s/versions | {\"schema\":\"\\\"int\\\"\",\"id\":7} | 422 | 42205",
                "POST | /subjects/s/versions | not json | 400 | no JSON",
                "POST | /subjects/s/versions?normalize=true | {\"schema\":\"\\\"int\\\"\",\"schemaType\":\"AVRO\",\"references\":[]} | 200 | {\"id\":",
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
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
