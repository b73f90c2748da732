package dev.pentimento.it.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.platform.kafka.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Records in Confluent's wire format by plain Avro, as any other language's client would write and read them. */
public final class PlainRecords {
    static final int HEADER = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A schema that refers to itself, and one of elements without bytes. */
    private static final String CHAIN = """
        {"type": "record", "name": "Image", "namespace": "dev.pentimento.events", "fields": [
          {"name": "id", "type": "string"}, {"name": "next", "type": ["null", "Image"]}]}\
        """;

    private static final String CROWD = """
        {"type": "record", "name": "Image", "namespace": "dev.pentimento.events", "fields": [
          {"name": "id", "type": "string"}, {"name": "crowd", "type": {"type": "array", "items": "null"}}]}\
        """;

    private final String registry;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Topic, Integer> ids = new EnumMap<>(Topic.class);
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final int chain;
    private final int crowd;

    /** @param registry its address; it has the schemas of all topics, and gets some of strangers */
    public PlainRecords(String registry) {
        this.registry = registry;
        for (Topic topic : Topic.values()) {
            JsonNode latest = answer(request("/subjects/" + topic.baseName() + "-value/versions/latest"));
            ids.put(
                    topic,
                    known(latest.path("id").asInt(), latest.path("schema").asText()));
        }
        chain = register("stranger-chain", CHAIN);
        crowd = register("stranger-crowd", CROWD);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(registry + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json");
    }

    private JsonNode answer(HttpRequest.Builder request) {
        try {
            return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int register(String subject, String schema) {
        String body = JSON.createObjectNode().put("schema", schema).toString();
        JsonNode answer =
                answer(request("/subjects/" + subject + "/versions").POST(HttpRequest.BodyPublishers.ofString(body)));
        return known(answer.path("id").asInt(), schema);
    }

    private int known(int id, String schema) {
        schemas.put(id, new Schema.Parser().parse(schema));
        return id;
    }

    int id(Topic topic) {
        return ids.get(topic);
    }

    Optional<Schema> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    static GenericData.Record of(Topic topic) {
        return new GenericData.Record(topic.schema());
    }

    byte[] write(Topic topic, GenericRecord event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(topic.schema()).write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return framed(id(topic), bytes.toByteArray());
    }

    /** The value of a record of {@code images}. */
    public byte[] image(String id, byte[] content) {
        GenericData.Record image = of(Topic.IMAGES);
        image.put("id", id);
        image.put("content", ByteBuffer.wrap(content));
        return write(Topic.IMAGES, image);
    }

    /** The value of a record of {@code labels}. */
    public byte[] label(String imageId, String name) {
        GenericData.Record label = of(Topic.LABELS);
        label.put("imageId", imageId);
        label.put("label", name);
        return write(Topic.LABELS, label);
    }

    /** Which version made a prediction, and behind it those that judged in shadow. */
    public List<String> versions(byte[] value) {
        GenericRecord prediction = schema(ByteBuffer.wrap(value, 1, 4).getInt())
                .flatMap(schema -> read(Topic.PREDICTIONS, schema, value))
                .orElseThrow();
        Stream<Object> candidates = ((Collection<?>) prediction.get("candidates"))
                .stream().map(candidate -> ((GenericRecord) candidate).get("modelVersion"));
        return Stream.concat(Stream.of(prediction.get("modelVersion")), candidates)
                .map(Object::toString)
                .toList();
    }

    /** A record that its schema makes as deep as wanted. */
    byte[] chain(int depth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < depth; i++) {
            bytes.writeBytes(new byte[] {2, 'x', 2});
        }
        bytes.writeBytes(new byte[] {2, 'x', 0});
        return framed(chain, bytes.toByteArray());
    }

    /** A record of a few bytes whose array claims as many elements as wanted, each of no bytes. */
    byte[] crowd(int elements) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {2, 'x'});
        writeLong(bytes, elements);
        bytes.write(0);
        return framed(crowd, bytes.toByteArray());
    }

    static void writeLong(ByteArrayOutputStream bytes, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    /** The event under the topic's schema; empty: these bytes are none. Magic byte and id must have been looked at. */
    static Optional<GenericRecord> read(Topic topic, Schema written, byte[] value) {
        if (!written.getFullName().equals(topic.schema().getFullName())) {
            return Optional.empty();
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
            GenericRecord event = new GenericDatumReader<GenericRecord>(written, topic.schema()).read(null, decoder);
            return decoder.isEnd() ? Optional.of(event) : Optional.empty();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.empty(); // damaged bytes lead anywhere
        }
    }

    static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
