package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see is what the topics say. */
class GaugesTest {
    @TempDir
    Path state;

    private TestStream stream;

    @BeforeEach
    void open() {
        stream = new TestStream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void qualityIsThatOfTheChampionSinceItBeganAndInItsLatestWindowWithLabels() {
        judged("a", "cat", "cat", BEGIN);
        judged("b", "dog", "owl", BEGIN);
        judged("c", "owl", "owl", BEGIN.plus(Duration.ofMinutes(5)));
        stream.embed(
                List.of(stream.image("d", null, BEGIN.plus(Duration.ofMinutes(10)), null)), vector("cat")); // no label
        Map<String, QualityWindow> quality = stream.quality();

        QualityWindow total = quality.get("v1|all|total");
        assertThat(value("quality.accuracy", "arm", "original", "span", "total"))
                .isEqualTo(total.getArms().get(0).getAccuracy())
                .isEqualTo(2 / 3.);
        assertThat(value("quality.accuracy", "arm", "corrected", "span", "total"))
                .isEqualTo(total.getArms().get(1).getAccuracy());
        assertThat(value("quality.balanced.accuracy", "arm", "original", "span", "total"))
                .isEqualTo(total.getArms().get(0).getBalancedAccuracy());
        assertThat(value("quality.labelled", "arm", "original", "span", "total"))
                .isEqualTo(3);
        assertThat(value("quality.labelled", "arm", "original", "span", "window"))
                .isEqualTo(1);
        assertThat(value("quality.accuracy", "arm", "original", "span", "window"))
                .isEqualTo(1);
    }

    @Test
    void theVerdictIsOneOfItsOutcomesWithItsBounds() {
        for (int i = 0; i < 200; i++) {
            judged("i" + i, "cat", "cat", BEGIN); // the fake correction takes a cat for a dog
        }
        Comparison comparison =
                stream.quality().get("v1|all|total").getComparisons().get(0);
        assertThat(comparison.getVerdict()).hasToString("HURTS");
        assertThat(value("verdict", "challenger", "corrected", "outcome", "HURTS"))
                .isEqualTo(1);
        for (String other : List.of("HELPS", "EQUIVALENT", "UNDECIDED")) {
            assertThat(value("verdict", "challenger", "corrected", "outcome", other))
                    .as(other)
                    .isZero();
        }
        assertThat(value("verdict.difference", "bound", "lower")).isEqualTo(comparison.getLower());
        assertThat(value("verdict.difference", "bound", "estimate")).isEqualTo(comparison.getDifference());
        assertThat(value("verdict.difference", "bound", "upper"))
                .isEqualTo(comparison.getUpper())
                .isNegative();
    }

    @Test
    void figuresAreThereAfterARestartAndGoWithTheTask() {
        judged("a", "cat", "cat", BEGIN);
        stream.quality();
        TestStream before = stream;
        stream = stream.restarted();
        assertThat(before.metrics.find("pentimento.quality.accuracy").gauges()).isEmpty();
        assertThat(before.metrics.find("pentimento.verdict").gauges()).isEmpty();
        stream.pass(Duration.ofSeconds(1));
        assertThat(value("quality.accuracy", "arm", "original", "span", "total"))
                .isEqualTo(1);
    }

    @Test
    void aNewChampionsFiguresTakeThePlaceOfTheOldOnes() {
        judged("a", "cat", "cat", BEGIN);
        stream.quality();
        stream.versions.swap(TestStream.version("v2", ENCODER, new FakeJudge(3, true)), List.of());
        judged("b", "cat", "dog", BEGIN);
        stream.quality();
        assertThat(stream.metrics.find("pentimento.quality.accuracy").gauges())
                .isNotEmpty()
                .allMatch(gauge -> gauge.getId().getTag("version").equals("v2"));
        assertThat(value("quality.accuracy", "arm", "original", "span", "total"))
                .isZero();
    }

    @Test
    void measuresStandBesideTheirThresholdsAndAnOpenAlarmIsOne() {
        Reference reference = reference();
        stream.versions.swap(LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference), List.of());
        Random random = new Random(3);
        send(random, 0, 20);
        stream.pass(Duration.ofSeconds(1));
        assertThat(value("drift.alarm.open", "slice", "all")).isZero();
        assertThat(value("drift.evidence", "slice", "all")).isBetween(0., 1.);

        send(random, 3, 20);
        stream.pass(Duration.ofSeconds(1));

        DriftWindow window = stream.drift().stream()
                .filter(each -> each.getSlice().equals("all"))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(window.getMeasures()).isNotEmpty().allSatisfy(measure -> {
            assertThat(value("drift.measure", "measure", measure.getName())).isEqualTo(measure.getValue());
            if (measure.getThreshold() != null) {
                assertThat(value("drift.threshold", "measure", measure.getName()))
                        .isEqualTo(measure.getThreshold());
            }
        });
        assertThat(value("drift.sampled.share")).isEqualTo(1);
        assertThat(value("drift.alarm.open", "slice", "all")).isEqualTo(1);
        assertThat(value("drift.alarm.open", "slice", "source=left")).isEqualTo(1);

        TestStream before = stream;
        stream = stream.restarted();
        stream.versions.swap(LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference), List.of());
        stream.pass(Duration.ofSeconds(1));
        assertThat(before.metrics.find("pentimento.drift.alarm.open").gauges()).isEmpty();
        assertThat(value("drift.alarm.open", "slice", "all"))
                .as("after a restart")
                .isEqualTo(1);
    }

    @Test
    void everyReasonOfADeadLetterIsCountedFromZero() {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            assertThat(stream.metrics
                            .get("pentimento.dead.letters")
                            .tags("service", "evaluation", "reason", reason.name())
                            .counter()
                            .count())
                    .isZero();
        }
    }

    private void judged(String id, String takenFor, String truth, java.time.Instant at) {
        stream.embed(List.of(stream.image(id, null, at, null)), vector(takenFor));
        stream.label(id, truth, at);
    }

    private void send(Random random, double shift, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            List<EmbeddedImage> images = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                images.add(stream.image("i" + random.nextLong(), "left", BEGIN, null));
            }
            stream.embed(images, Map.of(ENCODER, embeddings(random, 40, shift)));
        }
    }

    private static Reference reference() {
        FloatMatrix heldOut = embeddings(new Random(1), 2000, 0);
        int[] predicted = heldOut.argMax();
        float[] margins = new float[predicted.length];
        for (int i = 0; i < margins.length; i++) {
            float[] row = heldOut.row(i);
            Arrays.sort(row);
            margins[i] = row[2] - row[1];
        }
        return new Reference(
                "0123456789abcdef", DriftReference.fit(heldOut, predicted, margins, CLASSES.size(), 1), CLASSES);
    }

    private static FloatMatrix embeddings(Random random, int rows, double shift) {
        float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + (i % 3 == 0 ? shift : 0));
        }
        return new FloatMatrix(rows, 3, values);
    }

    private double value(String name, String... tags) {
        Gauge gauge = stream.metrics.find("pentimento." + name).tags(tags).gauge();
        assertThat(gauge).as(name + " " + List.of(tags)).isNotNull();
        return gauge.value();
    }
}
