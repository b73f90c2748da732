package dev.pentimento.evaluation.joining;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.quality.ArmKey;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyChange;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A task dies between two hand-overs, and the next one has what its stores hold. */
class PendingTalliesTest {
    private static final LineUp LINE_UP = new LineUp("v1", ENCODER, List.of("cat", "dog"), List.of("c1"));

    private final EventTime time;
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final UnreadableState unreadable = new UnreadableState(new SimpleMeterRegistry());
    private final KeyValueStore<Integer, PendingChunk> changes = store("changes", PendingChunk.FORMAT);
    private final KeyValueStore<Integer, LineUp> lineUps = store("line-ups", LineUp.FORMAT);
    private PendingTallies pending;

    PendingTalliesTest() {
        Settings none = Settings.of(Map.of());
        time = EvaluationSettings.from(none, PlatformSettings.from(none)).eventTime();
        pending = afterADeath();
    }

    private <V> KeyValueStore<Integer, V> store(String name, VersionedFormat<V> format) {
        KeyValueStore<Integer, V> store = new StoreBuilders(Stores::inMemoryKeyValueStore, unreadable)
                .store(name, new KeyFormat<>(Bytes::ofInt, Bytes::toInt), format)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private PendingTallies afterADeath() {
        return new PendingTallies(changes, new LineUps(lineUps), time, unreadable);
    }

    private static JudgedImage image(int number, String source) {
        float[] original = {0.75f, 0.25f};
        float[] corrected = {0.25f, 0.75f};
        return new JudgedImage(
                "image-" + number,
                new RecordPosition(0, (long) number),
                new EmbeddingPosition(0, (long) number, 0),
                BEGIN.toEpochMilli(),
                null,
                source,
                LINE_UP,
                new ArmOpinions(original, corrected, List.of(original)));
    }

    /** An image and its label, then another label, then none. */
    private static void count(PendingTallies pending, int number) {
        JudgedImage image = image(number, number % 2 == 0 ? "left" : "right");
        pending.seen(image);
        pending.save();
        pending.labelled(new LabelChange(image, ImageState.UNLABELLED, 1, 1));
        pending.save();
        if (number % 3 == 0) {
            pending.labelled(new LabelChange(image, 1, 0, 2));
            pending.save();
        }
        if (number % 6 == 0) {
            pending.labelled(new LabelChange(image, 0, ImageState.UNLABELLED, 3));
            pending.save();
        }
    }

    /** Sums over all sources and windows. */
    private static Map<String, List<Long>> drained(PendingTallies pending) {
        Map<String, List<Long>> counts = new TreeMap<>();
        pending.drain()
                .forEach((version, records) -> records.forEach(record -> {
                    for (TallyChange change : TallyChange.FORMAT.fromBytes(record)) {
                        String source = change.key().source();
                        QualityTally tally = change.tally();
                        List<Long> all = new ArrayList<>(List.of(tally.images(), tally.labelled()));
                        tally.comparisons().values().forEach(pair -> all.addAll(List.of(pair.helped(), pair.hurt())));
                        for (long number : tally.quality(ArmKey.CORRECTED).toArray()) {
                            all.add(number);
                        }
                        counts.put(version + source, all);
                    }
                }));
        return counts;
    }

    @Test
    void whatWasNotHandedOverIsThereAgain() {
        for (int i = 0; i < 20; i++) {
            count(pending, i);
        }
        PendingTallies next = afterADeath();

        Map<String, List<Long>> expected = drained(pending);
        assertThat(expected).hasSize(2);
        assertThat(expected.get("v1left").subList(0, 2)).containsExactly(10L, 6L);
        assertThat(drained(next)).isEqualTo(expected);
    }

    @Test
    void whatWasHandedOverIsNotThereAgain() {
        for (int i = 0; i < 20; i++) {
            count(pending, i);
        }
        pending.drain();
        assertThat(afterADeath().drain()).isEmpty();

        pending = afterADeath();
        count(pending, 1);
        count(pending, 3);
        PendingTallies next = afterADeath();
        assertThat(drained(next).get("v1right").subList(0, 2)).containsExactly(2L, 2L);
        count(next, 5);
        assertThat(drained(next).get("v1right").subList(0, 2)).containsExactly(1L, 1L);
    }

    @Test
    void theStoreDoesNotGrowWithTheHandOvers() {
        for (int i = 0; i < 200; i++) {
            count(pending, i);
        }
        pending.drain();
        long entries = changes.approximateNumEntries();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 200; i++) {
                count(pending, i);
            }
            pending.drain();
        }

        assertThat(changes.approximateNumEntries()).isEqualTo(entries).isBetween(3L, 20L);
    }
}
