package dev.pentimento.cli.produce;

import dev.pentimento.platform.kafka.Topic;
import org.apache.avro.specific.SpecificRecord;

/** Where what is produced goes. */
interface Sink {
    void send(Topic topic, String key, SpecificRecord event);

    /** Something that cannot be sent, and why. */
    void refuse(String reason);
}
