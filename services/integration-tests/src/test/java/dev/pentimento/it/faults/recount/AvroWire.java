package dev.pentimento.it.faults.recount;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Avro in Confluent's wire format, with the schemas that the registry gives: a zero byte, four of the schema's id, the record. */
public final class AvroWire {
    private static final int HEADER = 5;

    private final String registry;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** A subject's latest schema. */
    public record Registered(int id, Schema schema) {}

    public AvroWire(String registry) {
        this.registry = registry;
    }

    /** @throws IOException if the registry does not answer, or does not know the subject */
    public Registered latest(String subject) throws IOException {
        Map<String, String> answer = get("/subjects/" + subject + "/versions/latest");
        int id = Integer.parseInt(answer.getOrDefault("id", ""));
        Schema schema = schemas.computeIfAbsent(id, none -> parse(answer));
        return new Registered(id, schema);
    }

    public byte[] write(Registered schema, GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(ByteBuffer.allocate(HEADER)
                    .put((byte) 0)
                    .putInt(schema.id())
                    .array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema.schema()).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return none if it is no such record
     * @throws IOException if the registry does not answer
     */
    public @Nullable GenericRecord read(byte @Nullable [] value) throws IOException {
        if (value == null || value.length < HEADER || value[0] != 0) {
            return null;
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        Schema schema = schemas.get(id);
        if (schema == null) {
            schema = parse(get("/schemas/ids/" + id));
            schemas.put(id, schema);
        }
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static Schema parse(Map<String, String> answer) {
        return new Schema.Parser().parse(answer.getOrDefault("schema", ""));
    }

    private Map<String, String> get(String path) throws IOException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(registry + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(path + " gives " + answer.statusCode() + " " + answer.body());
            }
            Map<String, String> fields = new ConcurrentHashMap<>();
            new ObjectMapper()
                    .readTree(answer.body())
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            return fields;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
