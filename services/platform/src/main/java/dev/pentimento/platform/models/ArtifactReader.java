package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import dev.pentimento.platform.time.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Fetches files of a version from {@code model-artifacts}. A transaction's commit markers land partition by partition,
 * so a version may be seen before its chunks: the reader goes on until all chunks are there, or until no record has come
 * for some time, by default a minute. What others published before is read past, however long that takes.
 */
public final class ArtifactReader {
    /** Brokers may take longer to answer than a caller waits for chunks. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Supplier<TopicReader<Received<ArtifactChunk>>> readers;
    private final Duration patience;
    private final InstantSource clock;

    public ArtifactReader(ServiceContext context, String owner, Duration patience) {
        this(
                () -> context.readers()
                        .events(
                                owner + "-artifacts",
                                Map.of(Topic.MODEL_ARTIFACTS, Start.BEGINNING),
                                ArtifactChunk.class,
                                UnusableRecords.LOGGED,
                                Patience.of(ANSWER)),
                patience,
                new MonotonicClock());
    }

    /** With the patience of 60 seconds that the design gives a loader. */
    public ArtifactReader(ServiceContext context, String owner) {
        this(context, owner, Duration.ofSeconds(60));
    }

    ArtifactReader(Supplier<TopicReader<Received<ArtifactChunk>>> readers, Duration patience, InstantSource clock) {
        this.readers = readers;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Reads the files named, and verifies each against its SHA-256.
     *
     * @return the files by SHA-256
     * @throws IncompleteArtifactException if a chunk is missing and no record has come for the time of the patience
     * @throws ArtifactException if a file is not what its name says
     * @throws TimeoutException if the brokers or the schema registry did not answer
     */
    public Map<String, byte[]> fetch(Collection<Artifact> wanted) throws ArtifactException {
        Map<String, PartialFile> files = new LinkedHashMap<>();
        for (Artifact artifact : wanted) {
            files.put(artifact.getSha256(), new PartialFile(artifact));
        }
        try (TopicReader<Received<ArtifactChunk>> reader = readers.get()) {
            reader.open();
            readUntilComplete(reader, files);
        }
        Map<String, byte[]> complete = new LinkedHashMap<>();
        for (PartialFile file : files.values()) {
            complete.put(file.sha256(), file.verified(patience));
        }
        return complete;
    }

    private void readUntilComplete(TopicReader<Received<ArtifactChunk>> reader, Map<String, PartialFile> files) {
        Instant deadline = clock.instant().plus(patience);
        while (!found(reader, files) && clock.instant().isBefore(deadline)) {
            List<Received<ArtifactChunk>> read = reader.poll();
            if (!read.isEmpty()) {
                read.forEach(each -> each.event().ifPresent(chunk -> accept(chunk, files)));
                deadline = clock.instant().plus(patience);
            }
        }
        Optional<String> problem = reader.problem();
        if (problem.isPresent() && !complete(files)) {
            throw new TimeoutException("cannot fetch the files of a version: " + problem.get());
        }
    }

    /** A damaged file may stand before the same one that was published again. */
    private static boolean found(TopicReader<Received<ArtifactChunk>> reader, Map<String, PartialFile> files) {
        return complete(files) && (reader.caughtUp() || files.values().stream().allMatch(PartialFile::undamaged));
    }

    private static boolean complete(Map<String, PartialFile> files) {
        return files.values().stream().allMatch(PartialFile::complete);
    }

    private static void accept(ArtifactChunk chunk, Map<String, PartialFile> files) {
        Optional.ofNullable(files.get(chunk.getSha256())).ifPresent(file -> file.accept(chunk));
    }
}
