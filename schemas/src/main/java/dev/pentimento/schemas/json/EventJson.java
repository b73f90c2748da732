package dev.pentimento.schemas.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes events as JSON that can be read without their schema: no wrappers around union branches, bytes as base64,
 * times in ISO 8601. Avro's own JSON encoding has the wrappers, bytes as Latin-1 and times as numbers. NaN and
 * infinities, which JSON lacks, are strings.
 */
public final class EventJson {
    private static final ObjectMapper PLAIN = mapper(Map.of());

    private EventJson() {}

    /** One object on one line, without a line terminator. */
    public static String line(IndexedRecord event) {
        return text(event, false);
    }

    /** The same object over several lines. */
    public static String pretty(IndexedRecord event) {
        return text(event, true);
    }

    /**
     * A mapper for views that hold events. In a view, {@code @JsonUnwrapped} adds the event's fields to those of the
     * view, and {@code @JsonIgnoreProperties} leaves out fields by their names in the schema.
     *
     * @param names replacement field names, by field name in the schema
     */
    public static ObjectMapper mapper(Map<String, String> names) {
        return JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(IndexedRecord.class, new RecordSerializer(names))
                        .addSerializer(Instant.class, ToStringSerializer.instance)
                        .addSerializer(Arm.class, ToStringSerializer.instance)
                        .addSerializer(Slice.class, ToStringSerializer.instance))
                .build();
    }

    private static String text(IndexedRecord event, boolean pretty) {
        try {
            return (pretty ? PLAIN.writerWithDefaultPrettyPrinter() : PLAIN.writer()).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + event.getSchema().getName() + " cannot be written as JSON", e);
        }
    }
}
