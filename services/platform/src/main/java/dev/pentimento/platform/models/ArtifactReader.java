package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files of a version from {@code model-artifacts}. A transaction's commit markers land partition by partition,
 * so a version may be seen before its chunks: reading goes on until they are all there, or until nothing has come for some
 * time, by default a minute. However much others have published before is read past in the time that it takes.
 */
public final class ArtifactReader {
    private static final Logger LOG = LoggerFactory.getLogger(ArtifactReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ServiceContext context;
    private final String owner;
    private final Duration patience;

    public ArtifactReader(ServiceContext context, String owner, Duration patience) {
        this.context = context;
        this.owner = owner;
        this.patience = patience;
    }

    /** With the patience of 60 seconds that the design gives a loader. */
    public ArtifactReader(ServiceContext context, String owner) {
        this(context, owner, Duration.ofSeconds(60));
    }

    /**
     * Reads the files named, each verified against its SHA-256.
     *
     * @return the files by SHA-256
     * @throws IncompleteArtifactException if a chunk is missing and nothing comes any more
     * @throws ArtifactException if a file is not what its name says
     */
    public Map<String, byte[]> fetch(Collection<Artifact> wanted) throws ArtifactException {
        Map<String, PartialFile> files = new LinkedHashMap<>();
        for (Artifact artifact : wanted) {
            files.put(artifact.getSha256(), new PartialFile(artifact));
        }
        try (Consumer<byte[], byte[]> consumer = context.clients().consumer(owner + "-artifacts", Map.of())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readUntilComplete(consumer, files);
        }
        Map<String, byte[]> complete = new LinkedHashMap<>();
        for (PartialFile file : files.values()) {
            complete.put(file.sha256(), file.verified(patience));
        }
        return complete;
    }

    private void readUntilComplete(Consumer<byte[], byte[]> consumer, Map<String, PartialFile> files) {
        Instant deadline = context.clock().instant().plus(patience);
        while (!files.values().stream().allMatch(PartialFile::complete)
                && context.clock().instant().isBefore(deadline)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                records.forEach(record -> accept(record, files));
                deadline = context.clock().instant().plus(patience);
            }
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, Map<String, PartialFile> files) {
        if (record.value() == null) {
            return;
        }
        try {
            ArtifactChunk chunk = context.events().read(Topic.MODEL_ARTIFACTS, record.value(), ArtifactChunk.class);
            PartialFile file = files.get(chunk.getSha256());
            if (file != null) {
                file.accept(chunk);
            }
        } catch (UnusableRecordException e) {
            LOG.warn("ignored offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(context.topics().name(Topic.MODEL_ARTIFACTS));
        return known.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
