package dev.pentimento.trainer;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes stages and answers, each change in one transaction. If a second trainer starts, it fences this one: the next
 * transaction here fails with a {@link org.apache.kafka.common.errors.ProducerFencedException}.
 */
final class StageWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final BiFunction<Topic, SpecificRecord, byte[]> encoding;

    /** @param producer a transactional producer, which this object owns from now on */
    StageWriter(Producer<byte[], byte[]> producer, Topics topics, BiFunction<Topic, SpecificRecord, byte[]> encoding) {
        this.producer = producer;
        this.topics = topics;
        this.encoding = encoding;
    }

    /** Waits until no other trainer can write. After this, a reader sees all that others wrote. */
    void takeOver() {
        producer.initTransactions();
    }

    /**
     * Writes all records or none.
     *
     * @param command a new command, or the answer to the one that asked for the change, if any
     * @throws KafkaException if nothing was written, or another trainer has taken over
     */
    void write(List<ModelVersion> versions, @Nullable ModelCommand command) {
        producer.beginTransaction();
        try {
            for (ModelVersion version : versions) {
                send(Topic.MODEL_VERSIONS, version.getVersion(), version);
            }
            if (command != null) {
                String named = command.getVersion();
                send(Topic.MODEL_COMMANDS, named == null ? command.getId() : named, command);
            }
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
    }

    private void send(Topic topic, String key, SpecificRecord event) {
        producer.send(new ProducerRecord<>(
                topics.name(topic), key.getBytes(StandardCharsets.UTF_8), encoding.apply(topic, event)));
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
