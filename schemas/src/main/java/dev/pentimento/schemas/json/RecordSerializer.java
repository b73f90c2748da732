package dev.pentimento.schemas.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an Avro record in the order of its schema. */
final class RecordSerializer extends JsonSerializer<IndexedRecord> implements ContextualSerializer {
    private final Map<String, String> names;
    private final Set<String> omitted;
    private final boolean unwrapping;

    RecordSerializer(Map<String, String> names) {
        this(names, Set.of(), false);
    }

    private RecordSerializer(Map<String, String> names, Set<String> omitted, boolean unwrapping) {
        this.names = names;
        this.omitted = omitted;
        this.unwrapping = unwrapping;
    }

    @Override
    public void serialize(IndexedRecord event, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (!unwrapping) {
            json.writeStartObject(event);
        }
        for (Schema.Field field : event.getSchema().getFields()) {
            if (!omitted.contains(field.name())) {
                json.writeFieldName(names.getOrDefault(field.name(), field.name()));
                provider.defaultSerializeValue(event.get(field.pos()), json);
            }
        }
        if (!unwrapping) {
            json.writeEndObject();
        }
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, @Nullable BeanProperty property) {
        JsonIgnoreProperties ignored = property == null ? null : property.getAnnotation(JsonIgnoreProperties.class);
        return ignored == null ? this : new RecordSerializer(names, Set.of(ignored.value()), unwrapping);
    }

    @Override
    public JsonSerializer<IndexedRecord> unwrappingSerializer(NameTransformer transformer) {
        return new RecordSerializer(names, omitted, true);
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return unwrapping;
    }
}
