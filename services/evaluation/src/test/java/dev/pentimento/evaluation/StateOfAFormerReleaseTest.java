package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The evaluation starts on the stores and the internal topics of the release before formats had a byte. That release had
 * judged 42 images in five batches of eight and two of one, and had received 23 labels: twenty for the first images, one
 * for {@code late}, a withdrawal for {@code i0}, and one for {@code early}, whose image had not come. It ended before it
 * handed over the counts of {@code late}, {@code open} and the withdrawal.
 */
class StateOfAFormerReleaseTest {
    private static final Map<String, String> SETTINGS =
            Map.of("evaluation.slices", "2", "evaluation.run.length", "5000");
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    Path state;

    private TestStream open(LastingStores stores) {
        TestStream stream = new TestStream(state, SETTINGS, stores);
        stream.versions.swap(
                LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), TestReference.make()),
                List.of(TestStream.version("c1", ENCODER, new FakeJudge(3, false))));
        return stream;
    }

    /** Lines of the kind {@code store <name> <key> <value>} or {@code topic <name> <key> <value>}. */
    private static List<String[]> lines(String kind) {
        return Golden.lines("state.former.txt").stream()
                .map(line -> line.split(" "))
                .filter(line -> line[0].equals(kind))
                .toList();
    }

    private static LastingStores stores() {
        LastingStores stores = new LastingStores();
        for (String[] line : lines("store")) {
            stores.content(line[1]).put(Bytes.wrap(HEX.parseHex(line[2])), HEX.parseHex(line[3]));
        }
        return stores;
    }

    private static void handOn(TestStream stream, Set<String> topics) {
        for (String[] line : lines("topic")) {
            if (topics.contains(line[1])) {
                stream.handOn(line[1], HEX.parseHex(line[2]), HEX.parseHex(line[3]));
            }
        }
    }

    @Test
    void itsStoresAreReadAndCountingGoesOn() {
        try (TestStream stream = open(stores())) {
            stream.label("open", "owl");
            stream.image("early", "owl");
            stream.embed(
                    List.of(stream.image("x", "left", BEGIN.plusSeconds(100), null)),
                    Map.of(ENCODER, TestReference.embeddings(new Random(3), 1, 3)));

            assertThat(stream.outcomes()).extracting(Outcome::getImageId).containsExactly("open", "early");
            QualityWindow total = stream.quality().get("v1|all|total");
            assertThat(total.getRevision()).isEqualTo(2);
            assertThat(total.getImages()).isEqualTo(44);
            assertThat(total.getLabelled()).isEqualTo(22);
            assertThat(total.getArms().get(0).getConfusion()).containsExactly(1L, 3L, 2L, 4L, 3L, 1L, 0L, 3L, 5L);
            assertThat(total.getArms().get(0).getLogLoss()).isEqualTo(1.366200944239443);
            DriftWindow drift = stream.drift().get(stream.drift().size() - 1);
            assertThat(drift.getSlice()).isEqualTo("source=left");
            assertThat(drift.getImages()).isEqualTo(9);
            assertThat(drift.getRevision()).isEqualTo(2);
            assertThat(stream.metrics
                            .get("pentimento.evaluation.state.unreadable")
                            .counters())
                    .allMatch(counter -> counter.count() == 0);
        }
    }

    @Test
    void itsOpinionsAndLabelsOnTheWayAreJoined() {
        try (TestStream stream = open(new LastingStores())) {
            handOn(stream, Set.of("opinions", "labels-by-image"));

            assertThat(stream.outcomes()).hasSize(22);
            QualityWindow total = stream.quality().get("v1|all|total");
            assertThat(total.getImages()).isEqualTo(42);
            assertThat(total.getLabelled()).isEqualTo(20);
            stream.image("early", "owl");
            assertThat(stream.outcomes()).hasSize(23);
        }
    }

    @Test
    void itsCountsOnTheWayAreCounted() {
        try (TestStream stream = open(new LastingStores())) {
            handOn(stream, Set.of("quality-counts", "drift-counts"));

            QualityWindow total = stream.quality().get("v1|all|total");
            assertThat(total.getImages()).isEqualTo(40);
            assertThat(total.getLabelled()).isEqualTo(20);
            assertThat(stream.drift().stream()
                            .filter(window -> window.getSlice().equals("all"))
                            .mapToLong(DriftWindow::getImages)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(20);
        }
    }

    @Test
    void bytesThatNoReleaseWroteAreDroppedAndCountedAndTheStreamGoesOn() {
        LastingStores stores = stores();
        byte[] damaged = {0x7F, 1, 2};
        for (String store : List.of("images", "line-ups", "quality-changes")) {
            stores.content(store).replaceAll((key, value) -> damaged);
        }
        try (TestStream stream = open(stores)) {
            stream.handOn("opinions", new byte[4], damaged);
            stream.handOn("labels-by-image", "open".getBytes(StandardCharsets.UTF_8), damaged);
            stream.label("open", "owl");
            stream.image("new", "cat");
            stream.label("new", "dog");

            assertThat(stream.outcomes()).extracting(Outcome::getImageId).containsExactly("new");
            for (String place : List.of("images", "line-ups", "quality-changes", "opinions", "labels-by-image")) {
                assertThat(stream.metrics
                                .get("pentimento.evaluation.state.unreadable")
                                .tag("store", place)
                                .counter()
                                .count())
                        .as(place)
                        .isPositive();
            }
            stream.pass(Duration.ofHours(2));
            assertThat(stream.entries("images"))
                    .as("damaged states are deleted, those of open and new stay")
                    .isEqualTo(2);
        }
    }
}
