package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A task dies between two hand-overs, and the next one has what its stores hold. */
class PendingTalliesTest {
    private static final LineUp LINE_UP = new LineUp("v1", ENCODER, List.of("cat", "dog"), List.of("c1"));

    private final EventTime time;
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final KeyValueStore<byte[], byte[]> changes = store("changes");
    private final KeyValueStore<byte[], byte[]> lineUps = store("line-ups");
    private PendingTallies pending;

    PendingTalliesTest() {
        Settings none = Settings.of(Map.of());
        time = EventTime.of(EvaluationSettings.from(none, PlatformSettings.from(none)));
        pending = afterADeath();
    }

    private KeyValueStore<byte[], byte[]> store(String name) {
        KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private PendingTallies afterADeath() {
        return new PendingTallies(changes, new LineUps(lineUps), time);
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
                new Opinions(original, corrected, List.of(original)));
    }

    /** An image and its label, then another label, then none. */
    private static void count(PendingTallies pending, int number) {
        JudgedImage image = image(number, number % 2 == 0 ? "left" : "right");
        pending.seen(image);
        pending.save();
        pending.labelled(image, ImageState.UNLABELLED, 1, 1);
        pending.save();
        if (number % 3 == 0) {
            pending.labelled(image, 1, 0, 2);
            pending.save();
        }
        if (number % 6 == 0) {
            pending.labelled(image, 0, ImageState.UNLABELLED, 3);
            pending.save();
        }
    }

    /** Sums over all sources and windows. */
    private static Map<String, List<Long>> drained(PendingTallies pending) {
        Map<String, List<Long>> counts = new TreeMap<>();
        pending.drain()
                .forEach((version, records) -> records.forEach(record -> {
                    Unpacker unpacker = new Unpacker(record);
                    while (!unpacker.finished()) {
                        String source = TallyKey.read(unpacker).source();
                        Tally tally = Tally.read(unpacker);
                        List<Long> all = new ArrayList<>(List.of(tally.images(), tally.labelled()));
                        tally.comparisons().values().forEach(pair -> all.addAll(List.of(pair.helped(), pair.hurt())));
                        for (long number : tally.quality(Tally.CORRECTED).toArray()) {
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
