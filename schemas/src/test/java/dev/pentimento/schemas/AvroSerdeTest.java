package dev.pentimento.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.schemas.errors.NotWireFormatException;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UndecodableRecordException;
import dev.pentimento.schemas.errors.UnencodableRecordException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import dev.pentimento.schemas.registry.JavaProperties;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {
    private static final int SINGLE_OBJECT_HEADER = 10;

    private static final Schema LABEL = JavaProperties.removedFrom(Label.getClassSchema());
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aGeneratedRecordComesBackAsItWas() throws IOException {
        knows("labels-value", 258, LABEL);
        Label label = label("image-1");

        byte[] message = this.<Label>serializer(Map.of()).serialize("labels", label);
        Label read =
                this.<Label>deserializer(Map.of("specific.avro.reader", true)).deserialize("labels", message);

        assertThat(message).startsWith(0, 0, 0, 1, 2);
        assertThat(read).isEqualTo(label);
        assertThat(read.getLabelledAt()).isEqualTo(NOON);
    }

    @Test
    void vectorsComeBackByteForByte() {
        knows("embeddings-value", 1, JavaProperties.removedFrom(EmbeddingBatch.getClassSchema()));
        byte[] vectors = new byte[3 * 128 * 4];
        new Random(7).nextBytes(vectors);
        var images = IntStream.range(0, 3)
                .mapToObj(i -> new EmbeddedImage("i" + i, (long) i, NOON, null, "site"))
                .toList();
        var section = new EmbeddingSection("e".repeat(64), 128, ByteBuffer.wrap(vectors));
        var batch = new EmbeddingBatch(2, images, List.of(section), NOON);

        byte[] message = this.<EmbeddingBatch>serializer(Map.of()).serialize("embeddings", batch);
        var read = new AvroDeserializer<>(client(Map.of()), EmbeddingBatch.class).deserialize("embeddings", message);

        assertThat(read).isEqualTo(batch);
        assertThat(read.getSections().get(0).getVectors()).isEqualTo(ByteBuffer.wrap(vectors));
    }

    @Test
    void theRegisteredSchemaSaysNothingOfJava() {
        knows("labels-value", 1, LABEL);

        this.<Label>serializer(Map.of()).serialize("labels", label("a"));

        assertThat(registry.asked()).hasSize(1);
        assertThat(registry.asked().get(0).body()).doesNotContain("avro.java").contains("\\\"doc\\\"");
    }

    @Test
    void aGenericRecordComesBackAsItWas() {
        knows("labels-value", 3, LABEL);
        GenericRecord record = new GenericRecordBuilder(LABEL)
                .set("imageId", "image-1")
                .set("label", "coat")
                .set("labelledAt", NOON.toEpochMilli())
                .build();

        byte[] message = this.<GenericRecord>serializer(Map.of()).serialize("labels", record);

        GenericRecord read = this.<GenericRecord>deserializer(Map.of()).deserialize("labels", message);
        assertThat(GenericData.get().compare(read, record, LABEL)).isZero();
        assertThat(read.get("labelledAt")).isEqualTo(NOON.toEpochMilli());
        GenericRecord converted = this.<GenericRecord>deserializer(Map.of("avro.use.logical.type.converters", "true"))
                .deserialize("labels", message);
        assertThat(converted.get("labelledAt")).isEqualTo(NOON);
        assertThat(this.<GenericRecord>serializer(Map.of()).serialize("labels", converted))
                .isEqualTo(message);
    }

    @Test
    void anOlderWritersRecordIsReadWithTheDefaultsOfTheGeneratedClass() {
        Schema older = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Label\",\"namespace\":\"dev.pentimento.events\",\"fields\":["
                        + "{\"name\":\"gone\",\"type\":\"int\"},{\"name\":\"imageId\",\"type\":\"string\"}]}");
        knows("labels-value", 4, older);
        GenericRecord record = new GenericRecordBuilder(older)
                .set("gone", 7)
                .set("imageId", "image-1")
                .build();

        byte[] message = this.<GenericRecord>serializer(Map.of()).serialize("labels", record);
        Label read =
                this.<Label>deserializer(Map.of("specific.avro.reader", "true")).deserialize("labels", message);

        assertThat(read).isEqualTo(new Label("image-1", null, null, null, null));
    }

    @Test
    void nothingIsAskedTwice() {
        knows("labels-value", 5, LABEL);
        AvroSerializer<Label> serializer = serializer(Map.of());
        AvroDeserializer<Label> deserializer = deserializer(Map.of("specific.avro.reader", true));

        for (int i = 0; i < 50; i++) {
            deserializer.deserialize("labels", serializer.serialize("labels", label("image-" + i)));
        }

        assertThat(registry.asked()).extracting(FakeRegistry.Asked::method).containsExactly("POST", "GET");
    }

    @Test
    void severalThreadsMayShareASerde() {
        knows("images-value", 6, JavaProperties.removedFrom(Image.getClassSchema()));
        AvroSerde<Image> serde = new AvroSerde<>(client(Map.of()), Image.class);

        List<Image> read = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> serde.deserializer()
                        .deserialize("images", serde.serializer().serialize("images", image(i))))
                .toList();

        assertThat(read)
                .isEqualTo(
                        IntStream.range(0, 2_000).mapToObj(AvroSerdeTest::image).toList());
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(this.<Label>serializer(Map.of()).serialize("labels", null)).isNull();
        assertThat(this.<Label>deserializer(Map.of()).deserialize("labels", null))
                .isNull();
    }

    @Test
    void keysStandUnderASubjectOfTheirOwn() {
        knows("labels-key", 9, LABEL);
        AvroSerializer<Label> serializer = new AvroSerializer<>();
        serializer.configure(settings(Map.of()), true);

        assertThat(serializer.serialize("labels", label("a"))).startsWith(0, 0, 0, 0, 9);
    }

    @Test
    void withoutAutomaticRegistrationTheSchemaMustStandThere() {
        registry.answers("POST /subjects/labels-value", 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> this.<Label>serializer(Map.of("auto.register.schemas", false))
                        .serialize("labels", label("a")))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(RegistryRefusedException.SCHEMA_NOT_FOUND))
                .withMessageContaining("Schema not found");
        assertThat(registry.asked()).noneMatch(asked -> asked.uri().endsWith("/versions"));
    }

    @Test
    void theLatestVersionIsWrittenFieldByNameNotByPosition() {
        Schema latest = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Label\",\"namespace\":\"dev.pentimento.events\",\"fields\":["
                        + "{\"name\":\"label\",\"type\":[\"null\",\"string\"]},{\"name\":\"added\",\"type\":\"int\",\"default\":3},"
                        + "{\"name\":\"imageId\",\"type\":\"string\"}]}");
        knows("labels-value", 11, latest);
        var settings = Map.of("auto.register.schemas", "false", "use.latest.version", "true");

        byte[] message = this.<Label>serializer(settings).serialize("labels", label("image-1"));
        GenericRecord read = this.<GenericRecord>deserializer(Map.of()).deserialize("labels", message);

        assertThat(message).startsWith(0, 0, 0, 0, 11);
        assertThat(read).hasToString("{\"label\": \"coat\", \"added\": 3, \"imageId\": \"image-1\"}");
    }

    @Test
    void theLatestVersionIsNotWrittenIfTheRecordCannotGiveIt() {
        Schema latest = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Label\",\"namespace\":\"dev.pentimento.events\",\"fields\":["
                        + "{\"name\":\"required\",\"type\":\"int\"}]}");
        knows("labels-value", 12, latest);
        var settings = Map.of("auto.register.schemas", "false", "use.latest.version", "true");

        assertThatExceptionOfType(UnencodableRecordException.class)
                .isThrownBy(() -> this.<Label>serializer(settings).serialize("labels", label("image-1")))
                .withMessageContaining("required");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aMessageShorterThanItsHeaderIsNoWireFormat(int length) {
        assertThatExceptionOfType(NotWireFormatException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", new byte[length]))
                .withMessageContaining(length + " bytes is too short");
    }

    @Test
    void anotherMagicByteIsNoWireFormat() {
        assertThatExceptionOfType(NotWireFormatException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", "{\"json\": 1}".getBytes()))
                .withMessageContaining("0x7b");
    }

    @Test
    void anUnknownIdIsToldApart() {
        registry.answers("GET /schemas/ids/77", 404, "{\"error_code\":40403,\"message\":\"Schema 77 not found\"}");

        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", new byte[] {0, 0, 0, 0, 77, 1}))
                .withMessageContaining("no schema with id 77");
    }

    @Test
    void aHeaderMayNameTheSchemaByItsGuid() {
        UUID guid = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");
        Label label = new Label("1", "cat", null, "me", false);
        registry.answers(
                "GET /schemas/guids/" + guid,
                200,
                "{\"schema\":" + quoted(Label.getClassSchema().toString()) + "}");

        for (String part : List.of("value", "key")) {
            AvroDeserializer<Object> deserializer = new AvroDeserializer<>();
            deserializer.configure(
                    Map.of("schema.registry.url", registry.url(), "specific.avro.reader", true), part.equals("key"));
            Headers headers = new RecordHeaders().add("__" + part + "_schema_id", guidHeader(guid));
            assertThat(deserializer.deserialize("labels", headers, withoutPrefix(label)))
                    .isEqualTo(label);
        }
    }

    @Test
    void aHeaderMayNameTheSchemaByItsId() {
        Label label = new Label("1", "cat", null, "me", false);
        registry.answers(
                "GET /schemas/ids/7",
                200,
                "{\"schema\":" + quoted(Label.getClassSchema().toString()) + "}");
        Headers headers = new RecordHeaders().add("__value_schema_id", new byte[] {0, 0, 0, 0, 7});

        assertThat(deserializer(Map.of("specific.avro.reader", true))
                        .deserialize("labels", headers, withoutPrefix(label)))
                .isEqualTo(label);
    }

    @Test
    void aRegistryThatCannotBeAskedByGuidIsNamedAsTheReason() {
        UUID guid = UUID.randomUUID();
        Headers headers = new RecordHeaders().add("__value_schema_id", guidHeader(guid));
        registry.answers("GET /schemas/guids/" + guid, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", headers, new byte[] {1}))
                .withMessageContaining("names its schema by the GUID " + guid)
                .withMessageContaining("this schema registry cannot be asked by GUID");
    }

    @Test
    void anUnknownGuidIsToldApart() {
        UUID guid = UUID.randomUUID();
        Headers headers = new RecordHeaders().add("__value_schema_id", guidHeader(guid));
        registry.answers("GET /schemas/guids/" + guid, 404, "{\"error_code\":40403,\"message\":\"not found\"}");

        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", headers, new byte[] {1}))
                .withMessage("the schema registry has no schema with the GUID " + guid);
    }

    @Test
    void aSchemaHeaderOfAnotherFormIsNamed() {
        Headers headers = new RecordHeaders().add("__value_schema_id", new byte[] {1, 2, 3});

        assertThatExceptionOfType(NotWireFormatException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", headers, new byte[] {1}))
                .withMessageStartingWith("the header __value_schema_id has 3 bytes; expected byte 0x01");
    }

    private static byte[] guidHeader(UUID guid) {
        return ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    private static String quoted(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static byte[] withoutPrefix(Label label) {
        try {
            ByteBuffer message = Label.getEncoder().encode(label);
            return Arrays.copyOfRange(message.array(), SINGLE_OBJECT_HEADER, message.limit());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy whose registry is away, a captive portal, another service at this address. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html><body>default backend - 404</body></html>",
                "400 | Bad Request",
                "405 | {\"message\": \"no such thing\"}",
                "200 | <html><body>Please log in</body></html>",
                "200 | {\"status\": \"UP\"}",
                "200 | []",
                "200 | null",
                "200 | {\"schema\": 7}",
                "500 | {\"error_code\": 50001, \"message\": \"the store is away\"}",
                "429 | slow down",
            })
    void anAnswerThatIsNotOfARegistryIsNotTheRecordsFault(int status, String body) {
        registry.answers("GET /schemas/ids/77", status, body);

        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", new byte[] {0, 0, 0, 0, 77, 1}))
                .isInstanceOf(RetriableException.class)
                .isNotInstanceOf(SerializationException.class);
    }

    @Test
    void credentialsThatAreRefusedAreNotTheRecordsFault() {
        registry.answers("GET /schemas/ids/77", 401, "<html>401 Authorization Required</html>");

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", new byte[] {0, 0, 0, 0, 77, 1}))
                .isNotInstanceOf(SerializationException.class)
                .withMessageContaining("HTTP 401")
                .satisfies(e -> assertThat(e.refusesCredentials()).isTrue());
    }

    @Test
    void noIdIsMadeUpWhereTheAnswerHasNone() {
        registry.answers("POST /subjects/labels-value/versions", 200, "{\"status\": \"UP\"}");

        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> this.<Label>serializer(Map.of()).serialize("labels", label("a")))
                .withMessageContaining("an id");
    }

    @Test
    void whatWasRegisteredOrFoundOnceIsWrittenAndReadWithoutTheRegistry() {
        knows("labels-value", 1, LABEL);
        registry.answers(
                "GET /subjects/labels-value/versions/1",
                200,
                "{\"subject\":\"labels-value\",\"version\":1,\"id\":9,\"schema\":\"\\\"string\\\"\"}");
        SchemaRegistryClient client = client(Map.of());
        client.register("labels-value", Label.getClassSchema());
        client.version("labels-value", 1);
        registry.close();

        AvroSerde<Label> serde = new AvroSerde<>(client, Label.class);
        byte[] message = serde.serializer().serialize("labels", label("a"));
        assertThat(serde.deserializer().deserialize("labels", message)).isEqualTo(label("a"));
        assertThat(client.schemaById(9)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void anUnreachableRegistryIsRetriableAndNotTheRecordsFault() {
        registry.close();

        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> deserializer(Map.of()).deserialize("labels", new byte[] {0, 0, 0, 0, 1, 1}))
                .isInstanceOf(RetriableException.class)
                .isNotInstanceOf(SerializationException.class)
                .withMessageContaining(registry.url());
        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> this.<Label>serializer(Map.of()).serialize("labels", label("a")));
    }

    @Test
    void onceTheRegistryIsBackTheSameRecordIsRead() {
        registry.answers("GET /schemas/ids/1", 503, "");
        knows("labels-value", 1, LABEL);
        byte[] message = this.<Label>serializer(Map.of()).serialize("labels", label("a"));
        AvroDeserializer<Label> deserializer = deserializer(Map.of("specific.avro.reader", true, "max.retries", 0));

        assertThatExceptionOfType(RegistryUnreachableException.class)
                .isThrownBy(() -> deserializer.deserialize("labels", message))
                .withMessageContaining("503");
        assertThat(deserializer.deserialize("labels", message)).isEqualTo(label("a"));
    }

    @Test
    void truncatedOverlongAndRandomBytesAreUndecodable() {
        knows("images-value", 1, JavaProperties.removedFrom(Image.getClassSchema()));
        AvroSerde<Image> serde = new AvroSerde<>(client(Map.of()), Image.class);
        byte[] message = serde.serializer().serialize("images", image(1));
        byte[] truncated = java.util.Arrays.copyOf(message, message.length - 3);
        byte[] overlong = java.util.Arrays.copyOf(message, message.length + 1);

        for (byte[] bytes : List.of(truncated, overlong)) {
            assertThatExceptionOfType(UndecodableRecordException.class)
                    .isThrownBy(() -> serde.deserializer().deserialize("images", bytes))
                    .withMessageContaining("dev.pentimento.events.Image");
        }
    }

    @Test
    void noBytesWhateverMakeTheDeserializerFailInAnotherWayOrTakeTheMemory() {
        knows("embeddings-value", 1, JavaProperties.removedFrom(EmbeddingBatch.getClassSchema()));
        var deserializer = new AvroDeserializer<>(client(Map.of()), EmbeddingBatch.class);
        long seed = 20261123;
        Random random = new Random(seed);
        int undecodable = 0;

        for (int i = 0; i < 20_000; i++) {
            byte[] message = new byte[5 + random.nextInt(40)];
            random.nextBytes(message);
            System.arraycopy(new byte[] {0, 0, 0, 0, 1}, 0, message, 0, 5);
            try {
                deserializer.deserialize("embeddings", message);
            } catch (UndecodableRecordException e) {
                undecodable++;
            }
        }

        // A few may be records by chance; anything else than this one exception has failed the test already.
        assertThat(undecodable).as("seed %d", seed).isGreaterThan(19_000);
    }

    @Test
    void aLengthOfTwoGigabytesIsUndecodableNotAnAllocation() {
        knows("images-value", 1, JavaProperties.removedFrom(Image.getClassSchema()));
        byte[] hugeString = {0, 0, 0, 0, 1, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 1, 2};

        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(
                        () -> new AvroDeserializer<>(client(Map.of()), Image.class).deserialize("images", hugeString));
    }

    @Test
    void aRecordThatNestsWithoutEndIsUndecodableAndDoesNotEndTheReader() {
        knows("stranger-value", 1, new Schema.Parser().parse("""
            {"type": "record", "name": "Image", "namespace": "dev.pentimento.events", "fields": [
              {"name": "id", "type": "string"}, {"name": "next", "type": ["null", "Image"]}]}\
            """));
        byte[] deep = new byte[5 + 3 * 1_000_000];
        deep[4] = 1;
        for (int at = 5; at < deep.length; at += 3) {
            System.arraycopy(new byte[] {2, 'x', 2}, 0, deep, at, 3); // an id of one letter, and one more inside
        }

        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> new AvroDeserializer<>(client(Map.of()), Image.class).deserialize("images", deep));
    }

    @Test
    void aRecordThatDoesNotFitItsSchemaIsUnencodableAndSpoilsNothing() {
        knows("labels-value", 1, LABEL);
        AvroSerializer<Object> serializer = serializer(Map.of());
        byte[] expected = serializer.serialize("labels", label("a"));

        assertThatExceptionOfType(UnencodableRecordException.class)
                .isThrownBy(() -> serializer.serialize("labels", new Label(null, "x", null, null, false)))
                .withMessageContaining("imageId");
        assertThatExceptionOfType(UnencodableRecordException.class)
                .isThrownBy(() -> serializer.serialize("labels", "a string"))
                .withMessageContaining("java.lang.String");
        assertThat(serializer.serialize("labels", label("a"))).isEqualTo(expected);
    }

    @Test
    void anotherSubjectStrategyIsRefusedByName() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> serializer(Map.of("value.subject.name.strategy", "io.confluent.RecordNameStrategy")))
                .withMessageContaining("value.subject.name.strategy")
                .withMessageContaining("TopicNameStrategy");
    }

    private void knows(String subject, int id, Schema schema) {
        String text = JsonNodeFactory.instance.textNode(schema.toString()).toString();
        String version = "{\"subject\":\"" + subject + "\",\"version\":1,\"id\":" + id + ",\"schema\":" + text + "}";
        registry.answers("POST /subjects/" + subject + "/versions", 200, "{\"id\":" + id + "}")
                .answers("POST /subjects/" + subject, 200, version)
                .answers("GET /subjects/" + subject + "/versions/latest", 200, version)
                .answers("GET /schemas/ids/" + id, 200, "{\"schema\":" + text + "}");
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putIfAbsent("schema.registry.url", registry.url());
        settings.putIfAbsent("max.retries", 1);
        settings.putIfAbsent("retries.wait.ms", 1);
        return settings;
    }

    private SchemaRegistryClient client(Map<String, ?> more) {
        return new SchemaRegistryClient(RegistrySettings.of(settings(more)));
    }

    private <T> AvroSerializer<T> serializer(Map<String, ?> more) {
        AvroSerializer<T> serializer = new AvroSerializer<>();
        serializer.configure(settings(more), false);
        return serializer;
    }

    private <T> AvroDeserializer<T> deserializer(Map<String, ?> more) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>();
        deserializer.configure(settings(more), false);
        return deserializer;
    }

    private static Label label(String id) {
        return new Label(id, "coat", NOON, "test", false);
    }

    private static Image image(int i) {
        byte[] content = new byte[100 + i];
        new Random(i).nextBytes(content);
        return new Image("image-" + i, ByteBuffer.wrap(content), null, "image/png", NOON.plusMillis(i), null);
    }
}
