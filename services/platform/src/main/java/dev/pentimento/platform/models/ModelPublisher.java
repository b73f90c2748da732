package dev.pentimento.platform.models;

import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes a version and its files in one transaction: a reader of committed records sees all of it or nothing. */
public final class ModelPublisher {
    private final ServiceContext context;
    private final String owner;

    /** @param owner begin of the transactional id; two publishers at the same time must not share it */
    public ModelPublisher(ServiceContext context, String owner) {
        this.context = context;
        this.owner = owner;
    }

    /**
     * Publishes.
     *
     * @param files contents that are new; files that an earlier version brought need not be sent again
     * @throws KafkaException if the transaction failed: nothing of it is visible then
     */
    public void publish(ModelVersion version, Collection<byte[]> files) {
        String id = context.topics().prefixed(owner + "-publisher");
        try (Producer<byte[], byte[]> producer =
                context.clients().producer(id, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (byte[] file : files) {
                for (ArtifactChunk chunk : Artifacts.chunks(file)) {
                    producer.send(
                            record(Topic.MODEL_ARTIFACTS, Artifacts.key(chunk.getSha256(), chunk.getPart()), chunk));
                }
            }
            producer.send(record(Topic.MODEL_VERSIONS, version.getVersion(), version));
            producer.commitTransaction();
        }
    }

    private ProducerRecord<byte[], byte[]> record(
            Topic topic, String key, org.apache.avro.specific.SpecificRecord event) {
        return new ProducerRecord<>(
                context.topics().name(topic),
                key.getBytes(StandardCharsets.UTF_8),
                context.events().write(topic, event));
    }
}
