package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.RecordFetch.Rest;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import dev.pentimento.platform.time.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Fetches files of a version from {@code model-artifacts}. It reads only the chunks, at the offsets in the version's
 * record. If they are not there, or the record has no offsets, it searches the topic from its beginning. The search
 * ends when all chunks are found, or when no record has arrived for some time, by default a minute. A transaction's
 * commit markers become visible partition by partition, so a version may be seen before its chunks. The reader waits
 * for these.
 */
public final class ArtifactReader {
    /** Brokers may need longer to answer than a caller waits for chunks. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int PARTITION = 0;

    private final String topic;
    private final Supplier<RecordFetch<Received<ArtifactChunk>>> places;
    private final Function<Start, TopicReader<Received<ArtifactChunk>>> searches;
    private final Duration patience;
    private final InstantSource clock;

    public ArtifactReader(ServiceContext context, String owner, Duration patience) {
        this(
                context.topics().name(Topic.MODEL_ARTIFACTS),
                () -> new RecordFetch<>(
                        () -> context.clients().reader(owner + "-artifacts", Map.of()),
                        context.readers().decoding(ArtifactChunk.class, UnusableRecords.LOGGED),
                        Patience.of(ANSWER),
                        0),
                start -> context.readers()
                        .events(
                                owner + "-artifacts",
                                Map.of(Topic.MODEL_ARTIFACTS, start),
                                ArtifactChunk.class,
                                UnusableRecords.LOGGED,
                                Patience.of(ANSWER)),
                patience,
                new MonotonicClock());
    }

    /**
     * @param topic name of the topic with its prefix
     * @param places fetches records at offsets
     * @param searches reads the topic
     */
    ArtifactReader(
            String topic,
            Supplier<RecordFetch<Received<ArtifactChunk>>> places,
            Function<Start, TopicReader<Received<ArtifactChunk>>> searches,
            Duration patience,
            InstantSource clock) {
        this.topic = topic;
        this.places = places;
        this.searches = searches;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Reads the files named, and verifies each against its SHA-256. Each is in memory once.
     *
     * @return the files by SHA-256
     * @throws IncompleteArtifactException if a chunk is missing and no record has arrived within the patience
     * @throws ArtifactException if a file does not match its name
     * @throws TimeoutException if the brokers or the schema registry did not answer
     */
    public Map<String, byte[]> fetch(Collection<Artifact> wanted) throws ArtifactException {
        Map<String, PartialFile> files = new LinkedHashMap<>();
        for (Artifact artifact : wanted) {
            files.put(artifact.getSha256(), new PartialFile(artifact));
        }
        Optional<Long> notYetThere = readAtPlaces(files.values());
        if (notYetThere.isPresent()) {
            search(new Start.Offset(notYetThere.get()), files);
        }
        if (!undamaged(files)) {
            search(Start.BEGINNING, files);
        }
        Map<String, byte[]> complete = new LinkedHashMap<>();
        for (PartialFile file : files.values()) {
            complete.put(file.sha256(), file.verified(patience));
        }
        return complete;
    }

    /**
     * Reads the chunks at the offsets in the version's record. Returns the first offset beyond the end of the topic.
     */
    private Optional<Long> readAtPlaces(Collection<PartialFile> files) {
        Map<Place, PartialFile> owners = new HashMap<>();
        files.forEach(file -> file.offsets().forEach(offset -> owners.put(new Place(PARTITION, offset), file)));
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> ahead = new HashSet<>();
        try (RecordFetch<Received<ArtifactChunk>> fetch = places.get()) {
            Set<Place> left = owners.keySet();
            while (!left.isEmpty()) {
                Rest rest = fetch.fetch(
                        topic, left, (place, read) -> accepted(read, Objects.requireNonNull(owners.get(place))));
                rest.ahead().forEach(place -> ahead.add(place.offset()));
                if (rest.unread().size() == left.size()) {
                    throw new TimeoutException(
                            "cannot fetch the files of a version: no chunk came within " + ANSWER.toSeconds() + " s");
                }
                left = rest.unread();
            }
        }
        return ahead.stream().min(Long::compare);
    }

    private static boolean accepted(Received<ArtifactChunk> read, PartialFile file) {
        return read.event().map(file::accept).orElse(false);
    }

    private void search(Start start, Map<String, PartialFile> files) {
        try (TopicReader<Received<ArtifactChunk>> reader = searches.apply(start)) {
            reader.open();
            readUntilComplete(reader, files);
        }
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

    /** A damaged file may precede a good copy that was published later. */
    private static boolean found(TopicReader<Received<ArtifactChunk>> reader, Map<String, PartialFile> files) {
        return complete(files) && (reader.caughtUp() || undamaged(files));
    }

    private static boolean undamaged(Map<String, PartialFile> files) {
        return complete(files) && files.values().stream().allMatch(PartialFile::undamaged);
    }

    private static boolean complete(Map<String, PartialFile> files) {
        return files.values().stream().allMatch(PartialFile::complete);
    }

    private static void accept(ArtifactChunk chunk, Map<String, PartialFile> files) {
        Optional.ofNullable(files.get(chunk.getSha256())).ifPresent(file -> file.accept(chunk));
    }
}
