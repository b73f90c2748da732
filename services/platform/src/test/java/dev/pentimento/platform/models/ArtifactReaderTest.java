package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.platform.kafka.Decoding;
import dev.pentimento.platform.kafka.EventDecoding;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.LogConsumer;
import dev.pentimento.platform.kafka.MovingClock;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.PlainAvro;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArtifactReaderTest {
    private static final TopicPartition ARTIFACTS = new TopicPartition("model-artifacts", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Events events = PlainAvro.events();
    private final List<Long> read = new ArrayList<>();
    private LogConsumer log = new LogConsumer().topic("model-artifacts", 1);
    private final MovingClock clock = new MovingClock(Duration.ofSeconds(1));
    private final byte[] large = bytes(2 * Artifacts.CHUNK_BYTES + 1);
    private final byte[] small = bytes(10);

    @Test
    void filesAreFoundAmongThoseOfOthers() throws ArtifactException {
        write(bytes(20), 0);
        write(large, 0, 1, 2);
        log.gap(ARTIFACTS, 1);
        log.append(ARTIFACTS, "deleted", null);
        log.append(ARTIFACTS, "no chunk", new byte[] {1});
        write(small, 0);

        Map<String, byte[]> files = reader().fetch(List.of(describe(small), describe(large)));

        assertThat(files.keySet())
                .containsExactly(describe(small).getSha256(), describe(large).getSha256());
        assertThat(files.get(describe(large).getSha256())).isEqualTo(large);
        assertThat(log.closed()).isTrue();
    }

    @Test
    void chunksThatBecomeVisibleLaterAreWaitedFor() throws ArtifactException {
        write(large, 0, 1);
        log.beforeNextPoll(() -> clock.advance(PATIENCE.dividedBy(2)));
        log.beforeNextPoll(() -> clock.advance(PATIENCE.dividedBy(3)));
        log.beforeNextPoll(() -> write(large, 2));

        assertThat(reader().fetch(List.of(describe(large)))).hasSize(1);
    }

    @Test
    void aChunkThatDoesNotComeInTimeIsNamed() {
        write(large, 0, 2);

        assertThatThrownBy(() -> reader().fetch(List.of(describe(large))))
                .isInstanceOf(IncompleteArtifactException.class)
                .hasMessage("file " + describe(large).getSha256() + " lacks chunks [1] of 3 after 60 s");
        assertThat(log.closed()).isTrue();
    }

    @Test
    void everyRecordThatComesGivesMoreTime() throws ArtifactException {
        log.setMaxPollRecords(1);
        write(large, 0);
        log.beforeNextPoll(() -> clock.advance(PATIENCE.minusSeconds(5)));
        write(bytes(20), 0);
        log.beforeNextPoll(() -> clock.advance(PATIENCE.minusSeconds(5)));
        write(large, 1, 2);

        assertThat(reader().fetch(List.of(describe(large)))).hasSize(1);
    }

    @Test
    void aDamagedFileThatIsPublishedAgainIsWhole() throws ArtifactException {
        log.setMaxPollRecords(1);
        writeDamaged(describe(small));
        write(bytes(20), 0);
        write(small, 0);

        assertThat(reader().fetch(List.of(describe(small))).values())
                .singleElement()
                .isEqualTo(small);
    }

    @Test
    void aDamagedFileIsRefused() {
        Artifact wanted = describe(small);
        writeDamaged(wanted);

        assertThatThrownBy(() -> reader().fetch(List.of(wanted)))
                .isInstanceOf(ArtifactException.class)
                .isNotInstanceOf(IncompleteArtifactException.class)
                .hasMessageContaining("damaged");
    }

    private void writeDamaged(Artifact wanted) {
        log.append(
                ARTIFACTS,
                "k",
                events.write(
                        Topic.MODEL_ARTIFACTS,
                        ArtifactChunk.newBuilder(Artifacts.chunks(bytes(11)).get(0))
                                .setSha256(wanted.getSha256())
                                .build()));
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNotAMissingChunk() {
        log.append(ARTIFACTS, "k", PlainAvro.AWAY);

        assertThatThrownBy(() -> reader().fetch(List.of(describe(small))))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("the registry is away");
    }

    @Test
    void onlyWhatIsWantedIsReadIfTheVersionSaysWhereItIs() throws ArtifactException {
        write(bytes(20), 0);
        write(large, 0, 1, 2);
        write(bytes(30), 0);
        write(small, 0);
        write(bytes(40), 0);

        Map<String, byte[]> files = reader().fetch(List.of(at(small, 5), at(large, 1, 2, 3)));

        assertThat(files.get(describe(large).getSha256())).isEqualTo(large);
        assertThat(files.get(describe(small).getSha256())).isEqualTo(small);
        assertThat(read).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void chunksThatAreElsewhereAreSearched() throws ArtifactException {
        write(large, 0, 1, 2);
        write(small, 0);

        assertThat(reader().fetch(List.of(at(large, 1, 2, 3)))).hasSize(1);
    }

    @Test
    void chunksThatWereCompactedAreFoundWhereTheyWerePublishedAgain() throws ArtifactException {
        write(small, 0);
        write(large, 0);
        log.compact(ARTIFACTS, 0);
        write(small, 0);

        assertThat(reader().fetch(List.of(at(small, 0)))).hasSize(1);
    }

    @Test
    void chunksThatAreNotVisibleYetAreWaitedForWithoutReadingWhatIsBefore() throws ArtifactException {
        write(bytes(20), 0);
        write(bytes(30), 0);
        log.beforeNextPoll(() -> write(small, 0));

        assertThat(reader().fetch(List.of(at(small, 2)))).hasSize(1);
        assertThat(read).containsExactly(2L);
    }

    @Test
    void aDamagedChunkWhereTheVersionSaysIsReplacedByTheOneThatWasPublishedAgain() throws ArtifactException {
        writeDamaged(describe(small));
        write(small, 0);

        assertThat(reader().fetch(List.of(at(small, 0)))).hasSize(1);
    }

    @Test
    void aFileThatCannotBeIsRefusedAndTakesNoMemory() {
        Artifact endless = Artifact.newBuilder(describe(small))
                .setBytes(Long.MAX_VALUE)
                .setParts(Integer.MAX_VALUE)
                .build();

        assertThatThrownBy(() -> reader().fetch(List.of(endless)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("impossible file");
    }

    private static Artifact at(byte[] file, long... offsets) {
        return Artifact.newBuilder(describe(file))
                .setOffsets(Arrays.stream(offsets).boxed().toList())
                .build();
    }

    private void write(byte[] file, int... parts) {
        for (int part : parts) {
            ArtifactChunk chunk = Artifacts.chunks(file).get(part);
            log.append(ARTIFACTS, Artifacts.key(chunk.getSha256(), part), events.write(Topic.MODEL_ARTIFACTS, chunk));
        }
    }

    private static Artifact describe(byte[] file) {
        return Artifacts.describe(file, "safetensors");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private ArtifactReader reader() {
        Topics topics = new Topics(PlainAvro.settings());
        Decoding<Received<ArtifactChunk>> counted = record -> {
            read.add(record.offset());
            return new EventDecoding<>(events, topics, ArtifactChunk.class, UnusableRecords.LOGGED).decode(record);
        };
        Patience patience = new Patience(Optional.empty(), Duration.ZERO, clock);
        return new ArtifactReader(
                "model-artifacts",
                () -> new RecordFetch<>(this::opened, counted, patience, 0),
                start -> new TopicReader<>(
                        this::opened, topics, Map.of(Topic.MODEL_ARTIFACTS, start), counted, patience),
                PATIENCE,
                clock);
    }

    /** A consumer that was closed cannot be used again: the second one reads a copy of the log. */
    private LogConsumer opened() {
        LogConsumer opened = log.closed() ? log.copy() : log;
        log = opened;
        return opened;
    }
}
