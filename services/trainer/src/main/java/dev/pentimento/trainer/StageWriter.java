package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.models.Artifacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes stages and answers, each change in one transaction. If a second trainer starts, it fences this one: the next
 * transaction of this one fails with a {@link org.apache.kafka.common.errors.ProducerFencedException}.
 */
final class StageWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final BiFunction<Topic, SpecificRecord, byte[]> encoding;

    /** @param producer a transactional producer; this object takes ownership of it */
    StageWriter(Producer<byte[], byte[]> producer, Topics topics, BiFunction<Topic, SpecificRecord, byte[]> encoding) {
        this.producer = producer;
        this.topics = topics;
        this.encoding = encoding;
    }

    /** Waits until no other trainer can write. After that, a reader sees everything that others have written. */
    void takeOver() {
        producer.initTransactions();
    }

    /**
     * Writes all records or none.
     *
     * @param command a new command, or the answer to the command that requested the change, if any
     * @throws KafkaException if nothing was written, or another trainer has taken over
     */
    void write(List<ModelVersion> versions, @Nullable ModelCommand command) {
        write(versions, command, List.of());
    }

    /**
     * Writes and deletes everything or nothing.
     *
     * @param answer an answered {@link ModelCommand} or {@link ModelCandidate}, if there was a request
     * @param deleted files that no version uses
     * @throws KafkaException if nothing was written, or another trainer has taken over
     */
    void write(List<ModelVersion> versions, @Nullable SpecificRecord answer, Collection<Artifact> deleted) {
        producer.beginTransaction();
        try {
            for (ModelVersion version : versions) {
                send(Topic.MODEL_VERSIONS, version.getVersion(), version);
            }
            if (answer instanceof ModelCommand command) {
                String named = command.getVersion();
                send(Topic.MODEL_COMMANDS, named == null ? command.getId() : named, command);
            } else if (answer instanceof ModelCandidate candidate) {
                send(Topic.MODEL_CANDIDATES, candidate.getId(), candidate);
            }
            for (Artifact file : deleted) {
                for (String key : Artifacts.keys(file)) {
                    producer.send(new ProducerRecord<>(
                            topics.name(Topic.MODEL_ARTIFACTS), key.getBytes(StandardCharsets.UTF_8), null));
                }
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
