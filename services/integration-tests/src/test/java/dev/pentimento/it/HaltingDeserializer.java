package dev.pentimento.it;

import dev.pentimento.events.Image;
import dev.pentimento.schemas.AvroDeserializer;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** Ends the process at once, as a crash of native code does, when it reads an image of this id. */
public final class HaltingDeserializer implements Deserializer<Object> {
    static final String ID = "halts";
    /** As for SIGSEGV. */
    private static final int EXIT_CODE = 139;

    private final AvroDeserializer<Object> reader = new AvroDeserializer<>();

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        reader.configure(settings, isKey);
    }

    @Override
    public Object deserialize(String topic, byte[] bytes) {
        Object event = reader.deserialize(topic, bytes);
        if (event instanceof Image image && image.getId().equals(ID)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        return event;
    }

    @Override
    public void close() {
        reader.close();
    }
}
