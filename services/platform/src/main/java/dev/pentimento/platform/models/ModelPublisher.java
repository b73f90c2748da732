package dev.pentimento.platform.models;

import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Writes a version and its files in one transaction: a reader of committed records sees all or nothing of it. */
public final class ModelPublisher {
    private final Events events;
    private final Supplier<Producer<byte[], byte[]>> producers;

    /** @param owner start of the transactional id; two publishers at the same time must not share it */
    public ModelPublisher(ServiceContext context, String owner) {
        this(context.events(), () -> {
            String id = context.topics().prefixed(owner + "-publisher");
            return context.clients().producer(id, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        });
    }

    ModelPublisher(Events events, Supplier<Producer<byte[], byte[]>> producers) {
        this.events = events;
        this.producers = producers;
    }

    /**
     * Publishes.
     *
     * @param files the new files; those of an earlier version need not be sent again
     * @throws KafkaException if the transaction failed: then nothing of it is visible
     */
    public void publish(ModelVersion version, Collection<byte[]> files) {
        try (Producer<byte[], byte[]> producer = producers.get()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (byte[] file : files) {
                for (ArtifactChunk chunk : Artifacts.chunks(file)) {
                    producer.send(events.record(
                            Topic.MODEL_ARTIFACTS, Artifacts.key(chunk.getSha256(), chunk.getPart()), chunk));
                }
            }
            producer.send(events.record(Topic.MODEL_VERSIONS, version.getVersion(), version));
            producer.commitTransaction();
        }
    }
}
