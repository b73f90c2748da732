package dev.pentimento.platform.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;

/** Receives the undecodable records that a reader skips, each once. */
@FunctionalInterface
public interface UnusableRecords {
    /** Writes a warning that names topic, partition and offset. */
    UnusableRecords LOGGED = (topic, record, reason) ->
            LoggerFactory.getLogger(UnusableRecords.class).warn("{}", description(record, reason));

    /** Stops the reading: every record on this topic must be an event. */
    UnusableRecords REFUSED = (topic, record, reason) -> {
        throw new KafkaException("cannot use offset " + record.offset() + " of " + record.topic() + "-"
                + record.partition() + ": " + reason.getMessage());
    };

    void passedOver(Topic topic, ConsumerRecord<byte[], byte[]> record, UnusableRecordException reason);

    /** One sentence for a log or a terminal. */
    static String description(ConsumerRecord<byte[], byte[]> record, UnusableRecordException reason) {
        return "skipped offset " + record.offset() + " of " + record.topic() + "-" + record.partition() + ": "
                + reason.getMessage();
    }
}
