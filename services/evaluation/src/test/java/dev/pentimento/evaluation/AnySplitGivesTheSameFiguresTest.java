package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same images and labels through the whole topology, dealt over partitions: each has a driver that judges and joins
 * its own, and what these write is merged, in some order, by one more driver's quality and drift.
 */
class AnySplitGivesTheSameFiguresTest {
    private static final int IMAGES = 1_200;
    private static final int CHANGED_FROM = 900;

    @TempDir
    Path state;

    private final Reference reference = TestReference.make();
    private final FloatMatrix embeddings = embeddings();
    private int opened;

    /** The latest of each window, by what names it; revisions tell how often it was written, which depends on the clock. */
    private record Figures(Map<String, QualityWindow> quality, Map<String, DriftWindow> drift) {
        Figures() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        void take(TestStream stream) {
            stream.quality()
                    .forEach((name, window) -> quality.put(
                            name,
                            QualityWindow.newBuilder(window).setRevision(0).build()));
            for (DriftWindow window : stream.drift()) {
                drift.put(
                        window.getSlice() + "|" + window.getWindowStart(),
                        DriftWindow.newBuilder(window).setRevision(0).build());
            }
        }

        /** Without what a sequential detector knows, which depends on the order of images. */
        Map<String, DriftWindow> driftWithoutDetector() {
            Map<String, DriftWindow> without = new TreeMap<>(drift);
            without.replaceAll((name, window) -> DriftWindow.newBuilder(window)
                    .setEvidence(0)
                    .setImagesSinceReference(0)
                    .setBurstFactor(1)
                    .setAlarm(null)
                    .setHarm(null)
                    .setEstimate(AccuracyEstimate.newBuilder(window.getEstimate())
                            .setExtrapolated(false)
                            .setWarning(null)
                            .build())
                    .build());
            return without;
        }

        DriftWindow lastOfAll() {
            return drift.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("all|"))
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .getValue();
        }
    }

    /** What the tasks of all partitions wrote for the steps that merge, each in its own order. */
    private record Written(List<List<byte[]>> quality, List<List<byte[]>> drift) {}

    private static FloatMatrix embeddings() {
        Random random = new Random(5);
        FloatMatrix clean = TestReference.embeddings(random, CHANGED_FROM, 0);
        FloatMatrix changed = TestReference.embeddings(random, IMAGES - CHANGED_FROM, 2);
        float[] values = new float[IMAGES * 3];
        System.arraycopy(clean.values(), 0, values, 0, clean.values().length);
        System.arraycopy(changed.values(), 0, values, clean.values().length, changed.values().length);
        return new FloatMatrix(IMAGES, 3, values);
    }

    private TestStream open() {
        TestStream stream = new TestStream(
                state.resolve("s" + opened++), Map.of("evaluation.run.length", "5000", "evaluation.slices", "3"));
        return ready(stream);
    }

    private TestStream ready(TestStream stream) {
        stream.versions.swap(LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference), List.of());
        return stream;
    }

    private static EmbeddedImage image(TestStream stream, int number) {
        String source = number % 5 == 0 ? null : number % 2 == 0 ? "left" : "right";
        return stream.image("i" + number, source, BEGIN.plusMillis(number * 50L), null);
    }

    /** Most images get a label; some another one later, some lose it again. */
    private static void label(TestStream stream, List<Integer> numbers) {
        for (int number : numbers) {
            if (number % 5 != 1) {
                stream.label("i" + number, CLASSES.get(number * 7 % 3));
            }
            if (number % 11 == 0) {
                stream.label("i" + number, CLASSES.get(number % 3));
            }
            if (number % 17 == 0) {
                stream.label("i" + number, null);
            }
        }
    }

    private void send(TestStream stream, List<Integer> numbers, int batch) {
        for (int from = 0; from < numbers.size(); from += batch) {
            List<Integer> part = numbers.subList(from, Math.min(numbers.size(), from + batch));
            stream.embed(
                    part.stream().map(number -> image(stream, number)).toList(),
                    Map.of(
                            ENCODER,
                            embeddings.select(
                                    part.stream().mapToInt(Integer::intValue).toArray())));
            label(stream, part);
            if (from % (3 * batch) == 0) {
                stream.pass(Duration.ofMillis(500)); // what was counted so far is handed on
            }
        }
    }

    private Figures undivided() {
        Figures figures = new Figures();
        try (TestStream stream = open()) {
            send(stream, numbers(1, 0), 40);
            figures.take(stream);
        }
        return figures;
    }

    private static List<Integer> numbers(int partitions, int partition) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = partition; number < IMAGES; number += partitions) {
            numbers.add(number);
        }
        return numbers;
    }

    /** @param restart whether each task is stopped in the middle and goes on with its stores */
    private Written dealt(int partitions, int batch, boolean restart) {
        Written written = new Written(new ArrayList<>(), new ArrayList<>());
        for (int partition = 0; partition < partitions; partition++) {
            List<Integer> numbers = numbers(partitions, partition);
            List<byte[]> quality = new ArrayList<>();
            List<byte[]> drift = new ArrayList<>();
            TestStream stream = open();
            if (restart) {
                send(stream, numbers.subList(0, numbers.size() / 2), batch);
                quality.addAll(stream.between("quality-counts"));
                drift.addAll(stream.between("drift-counts"));
                stream = ready(stream.restarted());
                numbers = numbers.subList(numbers.size() / 2, numbers.size());
            }
            send(stream, numbers, batch);
            stream.pass(Duration.ofSeconds(1));
            quality.addAll(stream.between("quality-counts"));
            drift.addAll(stream.between("drift-counts"));
            written.quality.add(quality);
            written.drift.add(drift);
            stream.close();
        }
        return written;
    }

    /** One log: records of a partition stay in their order, those of different ones come as they may. */
    private static List<byte[]> log(List<List<byte[]>> written, long seed) {
        Random random = new Random(seed);
        List<List<byte[]>> left = new ArrayList<>();
        written.forEach(records -> left.add(new ArrayList<>(records)));
        List<byte[]> log = new ArrayList<>();
        while (!left.isEmpty()) {
            List<byte[]> next = left.get(random.nextInt(left.size()));
            log.add(next.remove(0));
            left.removeIf(List::isEmpty);
        }
        return log;
    }

    /** @param restartAfter records of each log; beyond the logs' ends: not at all */
    private Figures merged(Written written, long seed, int restartAfter) {
        List<byte[]> quality = log(written.quality, seed);
        List<byte[]> drift = log(written.drift, seed);
        Figures figures = new Figures();
        TestStream stream = open();
        for (int i = 0; i < Math.max(quality.size(), drift.size()); i++) {
            if (i == restartAfter) {
                stream = ready(stream.restarted());
            }
            if (i < quality.size()) {
                stream.handOn("quality-counts", quality.get(i));
            }
            if (i < drift.size()) {
                stream.handOn("drift-counts", drift.get(i));
            }
        }
        figures.take(stream);
        stream.close();
        return figures;
    }

    @ParameterizedTest
    @CsvSource({"1, 40, false", "1, 7, true", "4, 40, false", "4, 10, true", "4, 1, false", "7, 13, true"})
    void figuresAreTheSameBitsHoweverImagesAreDealtBatchedMergedAndInterrupted(
            int partitions, int batch, boolean restart) {
        Figures undivided = undivided();
        Written written = dealt(partitions, batch, restart);
        assertThat(undivided.quality).hasSizeGreaterThan(6);
        assertThat(undivided.drift).hasSize(6);
        for (long seed = 1; seed <= 3; seed++) {
            Figures merged =
                    merged(written, seed, restart ? written.drift.get(0).size() / 2 : Integer.MAX_VALUE);
            assertThat(merged.quality).isEqualTo(undivided.quality);
            assertThat(merged.driftWithoutDetector()).isEqualTo(undivided.driftWithoutDetector());
        }
    }

    @Test
    void aDetectorIsSequentialSoAnotherOrderGivesOtherEvidenceButTheSameChangeIsNoticed() {
        Written written = dealt(4, 10, false);
        Set<Double> evidence = new HashSet<>();
        for (long seed = 1; seed <= 5; seed++) {
            DriftWindow last = merged(written, seed, Integer.MAX_VALUE).lastOfAll();
            assertThat(last.getAlarm().getState()).isEqualTo(AlarmState.RAISED);
            assertThat(last.getAlarm().getScores()).contains("component 1");
            evidence.add(last.getEvidence());
        }
        assertThat(evidence).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 37, 64, 65, 100, 119})
    void theSameLogGivesTheSameEvidenceAndTheSameAlarmWhereverItIsInterrupted(int restartAfter) {
        Written written = dealt(4, 10, false);
        Figures without = merged(written, 1, Integer.MAX_VALUE);
        assertThat(without.lastOfAll().getAlarm()).isNotNull();
        assertThat(merged(written, 1, restartAfter)).isEqualTo(without);
    }
}
