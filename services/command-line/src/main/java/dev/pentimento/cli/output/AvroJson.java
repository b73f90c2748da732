package dev.pentimento.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON that needs no schema to be read: no wrappers around the branches of a union, bytes as base64, times as ISO-8601. Avro's
 * own JSON encoding has the wrappers, bytes as Latin-1 and times as numbers.
 */
public final class AvroJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private AvroJson() {}

    /** One object on one line, without a line end. NaN and infinities, which JSON lacks, are strings. */
    public static String line(IndexedRecord event) {
        return write(event, false);
    }

    /** The same over several lines. */
    public static String pretty(IndexedRecord event) {
        return write(event, true);
    }

    private static String write(IndexedRecord event, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (pretty) {
                json.useDefaultPrettyPrinter();
            }
            writeRecord(json, event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeRecord(JsonGenerator json, IndexedRecord event) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : event.getSchema().getFields()) {
            json.writeFieldName(field.name());
            writeValue(json, event.get(field.pos()));
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof IndexedRecord event) {
            writeRecord(json, event);
        } else if (value instanceof Collection<?> items) {
            writeArray(json, items);
        } else if (value instanceof Map<?, ?> entries) {
            writeObject(json, entries);
        } else if (value instanceof ByteBuffer bytes) {
            json.writeBinary(copy(bytes));
        } else {
            writeScalar(json, value);
        }
    }

    private static void writeArray(JsonGenerator json, Collection<?> items) throws IOException {
        json.writeStartArray();
        for (Object item : items) {
            writeValue(json, item);
        }
        json.writeEndArray();
    }

    private static void writeObject(JsonGenerator json, Map<?, ?> entries) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            json.writeFieldName(entry.getKey().toString());
            writeValue(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeScalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            // Strings, enums, and Instant, whose text is ISO-8601.
            json.writeString(value.toString());
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
