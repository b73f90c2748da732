package dev.pentimento.cli.produce;

import dev.pentimento.platform.kafka.Topic;
import org.apache.avro.specific.SpecificRecord;

/** Receives the records that a run produces. */
interface EventSink {
    void send(Topic topic, String key, SpecificRecord event);

    /** Reports an image that cannot be sent, with the reason. */
    void refuse(String reason);
}
