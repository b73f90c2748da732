package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Writes a version and its files in one transaction: a reader of committed records sees all of it or nothing. The
 * version's record contains the offsets of the chunks.
 */
public final class ModelPublisher {
    private final Events events;
    private final Supplier<Producer<byte[], byte[]>> producers;

    /** The positions of the new files, by SHA-256. */
    private record Places(Map<String, List<Long>> offsets) {
        ModelVersion of(ModelVersion version) {
            return VersionArtifacts.change(version, file -> {
                List<Long> known = offsets.get(file.getSha256());
                return known == null
                        ? file
                        : Artifact.newBuilder(file).setOffsets(known).build();
            });
        }
    }

    /** @param owner start of the transactional id; two publishers at the same time must not share it */
    public ModelPublisher(ServiceContext context, String owner) {
        this(context.clients(), context.topics(), context.events(), owner);
    }

    /** @param owner as above */
    public ModelPublisher(KafkaClients clients, Topics topics, Events events, String owner) {
        this(events, () -> {
            String id = topics.prefixed(owner + "-publisher");
            return clients.producer(id, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        });
    }

    ModelPublisher(Events events, Supplier<Producer<byte[], byte[]>> producers) {
        this.events = events;
        this.producers = producers;
    }

    /**
     * Enters a version into the registry, {@code model-versions}. Only the trainer may call this.
     *
     * @param files the new files; files of an earlier version need not be sent again
     * @throws KafkaException if the transaction failed; none of it is then visible
     */
    public void publish(ModelVersion version, Collection<byte[]> files) {
        write(files, places -> events.record(Topic.MODEL_VERSIONS, version.getVersion(), places.of(version)));
    }

    /**
     * Submits a version to the trainer, which checks it and either enters it into the registry or refuses it with the
     * reason.
     *
     * @param files the new files; files of an earlier version need not be sent again
     * @throws KafkaException if the transaction failed; none of it is then visible
     */
    public void submit(ModelCandidate candidate, Collection<byte[]> files) {
        write(
                files,
                places -> events.record(
                        Topic.MODEL_CANDIDATES,
                        candidate.getId(),
                        ModelCandidate.newBuilder(candidate)
                                .setVersion(places.of(candidate.getVersion()))
                                .build()));
    }

    private void write(Collection<byte[]> files, Function<Places, ProducerRecord<byte[], byte[]>> last) {
        try (Producer<byte[], byte[]> producer = producers.get()) {
            producer.initTransactions();
            producer.beginTransaction();
            Map<String, List<Future<RecordMetadata>>> sent = new HashMap<>();
            for (byte[] file : files) {
                List<Future<RecordMetadata>> chunks = new ArrayList<>();
                for (ArtifactChunk chunk : Artifacts.chunks(file)) {
                    String key = Artifacts.key(chunk.getSha256(), chunk.getPart());
                    chunks.add(producer.send(events.record(Topic.MODEL_ARTIFACTS, key, chunk)));
                }
                sent.put(Artifacts.sha256(file), chunks);
            }
            producer.flush();
            producer.send(last.apply(new Places(offsets(sent))));
            producer.commitTransaction();
        }
    }

    /**
     * The positions of the chunks; those of a failed file are left out, because the commit then fails with the reason.
     */
    private static Map<String, List<Long>> offsets(Map<String, List<Future<RecordMetadata>>> sent) {
        Map<String, List<Long>> offsets = new HashMap<>();
        for (Map.Entry<String, List<Future<RecordMetadata>>> file : sent.entrySet()) {
            List<Long> ofFile = new ArrayList<>();
            for (Future<RecordMetadata> chunk : file.getValue()) {
                try {
                    ofFile.add(chunk.get().offset());
                } catch (ExecutionException e) {
                    return Map.of();
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            }
            offsets.put(file.getKey(), ofFile);
        }
        return offsets;
    }
}
