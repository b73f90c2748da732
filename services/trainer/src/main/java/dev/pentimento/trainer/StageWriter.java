package dev.pentimento.trainer;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes stages and answers, each change in one transaction. A second trainer that starts fences this one: its next
 * transaction fails with a {@link org.apache.kafka.common.errors.ProducerFencedException}.
 */
final class StageWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Encoding encoding;

    /** How events become records. */
    interface Encoding {
        String topic(Topic topic);

        byte[] bytes(Topic topic, SpecificRecord event);
    }

    /** @param producer transactional, and only ours from now on */
    StageWriter(Producer<byte[], byte[]> producer, Encoding encoding) {
        this.producer = producer;
        this.encoding = encoding;
    }

    /** Waits until no other trainer can write any more: what is read after this is complete. */
    void takeOver() {
        producer.initTransactions();
    }

    /**
     * Writes all or nothing.
     *
     * @param answer of the command that asked for it, if one did
     * @throws KafkaException if nothing was written, or another trainer has taken over
     */
    void write(List<ModelVersion> versions, @Nullable ModelCommand answer) {
        producer.beginTransaction();
        try {
            for (ModelVersion version : versions) {
                send(Topic.MODEL_VERSIONS, version.getVersion(), version);
            }
            if (answer != null) {
                String named = answer.getVersion();
                send(Topic.MODEL_COMMANDS, named == null ? answer.getId() : named, answer);
            }
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    private void send(Topic topic, String key, SpecificRecord event) {
        producer.send(new ProducerRecord<>(
                encoding.topic(topic), key.getBytes(StandardCharsets.UTF_8), encoding.bytes(topic, event)));
    }

    private void abort(RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            cause.addSuppressed(e); // fenced, or the broker is gone: the coordinator aborts it
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
