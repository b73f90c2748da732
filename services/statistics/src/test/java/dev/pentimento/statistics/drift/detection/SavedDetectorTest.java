package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pentimento.statistics.drift.detection.DriftDetector.Event;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files in {@code detector/} hold format 2, written before drift was divided into packages, after so many batches of the stream below. It
 * moves at batch 80 and returns at batch 160.
 */
class SavedDetectorTest {
    private static final int BATCH = 37;

    private Random random;
    private ReferenceHistograms reference;

    @BeforeEach
    void referenceFirst() {
        random = new Random(11);
        reference = ReferenceHistograms.fit(List.of("first", "second"), scores(500, 0), classes(500), 3);
    }

    private FloatMatrix scores(int images, double shift) {
        float[] values = new float[2 * images];
        for (int i = 0; i < images; i++) {
            values[2 * i] = (float) (random.nextGaussian() + shift);
            values[2 * i + 1] = (float) random.nextGaussian();
        }
        return new FloatMatrix(images, 2, values);
    }

    private int[] classes(int images) {
        int[] classes = new int[images];
        for (int i = 0; i < images; i++) {
            classes[i] = random.nextInt(3);
        }
        return classes;
    }

    private Event step(DriftDetector detector, int batch) {
        double shift = batch >= 80 && batch < 160 ? 1 : 0;
        return detector.step(reference.count(scores(BATCH, shift), classes(BATCH)));
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SavedDetectorTest.class.getResourceAsStream("/detector/" + name + ".bin"), name)) {
            return in.readAllBytes();
        }
    }

    private DriftDetector after(int batches) {
        DriftDetector detector = new DriftDetector(reference, 5_000);
        for (int batch = 0; batch < batches; batch++) {
            step(detector, batch);
        }
        return detector;
    }

    @ParameterizedTest
    @CsvSource({"80, before-change", "101, learning-3", "121, standing-3", "240, resolved-3"})
    void theBytesAreThoseOfThisRelease(int batches, String name) throws IOException {
        assertThat(after(batches).save()).isEqualTo(file(name));
        assertThat(DriftDetector.restore(reference, file(name)).save())
                .as("read and written again")
                .isEqualTo(file(name));
    }

    @Test
    void withoutAnAlarmTheReleaseBeforeReadsTheBytes() throws IOException {
        assertThat(ByteBuffer.wrap(after(80).save()).getInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"101, learning", "121, standing", "240, resolved"})
    void aDetectorOfTheReleaseBeforeGoesOnAsIfItNeverStopped(int batches, String name) throws IOException {
        DriftDetector whole = after(batches);
        DriftDetector restored = DriftDetector.restore(reference, file(name));

        assertThat(restored.drifted()).isEqualTo(whole.drifted());
        assertThat(restored.evidence()).isEqualTo(whole.evidence());
        for (int batch = batches; batch < 240; batch++) {
            double shift = batch < 160 ? 1 : 0;
            var counts = reference.count(scores(BATCH, shift), classes(BATCH));
            assertThat(restored.step(counts)).as("batch " + batch).isEqualTo(whole.step(counts));
        }
        assertThat(withoutOnset(restored.alarm())).isEqualTo(withoutOnset(whole.alarm()));
        assertThat(restored.alarm().resolvedAtImage()).isEqualTo(6_216);
        assertThat(restored.alarm().onset().earliest())
                .as("the release before did not keep between which images a change began")
                .isZero();
    }

    private static DriftAlarm withoutOnset(DriftAlarm alarm) {
        long began = alarm.onset().image();
        return new DriftAlarm(
                alarm.number(),
                alarm.raisedAtImage(),
                new Onset(began, began, began),
                alarm.size(),
                alarm.scores(),
                alarm.classes(),
                alarm.follows(),
                alarm.resolvedAtImage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 4, 1_000_000})
    void anotherFormatIsToldFromDamage(int format) throws IOException {
        byte[] state = file("standing");
        ByteBuffer.wrap(state).putInt(0, format);
        assertThatThrownBy(() -> DriftDetector.restore(reference, state))
                .asInstanceOf(type(UnknownStateFormatException.class))
                .satisfies(e -> assertThat(e.format()).isEqualTo(format))
                .satisfies(e -> assertThat(e).hasMessageContaining("reads format 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-change", "learning", "standing-3", "resolved-3"})
    void aStateCutShortAnywhereIsDamaged(String name) throws IOException {
        byte[] state = file(name);
        for (int length = 0; length < state.length; length += length < 100 ? 1 : 97) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatThrownBy(() -> DriftDetector.restore(reference, cut))
                    .as(length + " of " + state.length + " bytes")
                    .isInstanceOf(IllegalArgumentException.class)
                    .isNotInstanceOf(UnknownStateFormatException.class);
        }
    }

    @Test
    void theStateOfAnotherReferenceIsRefused() throws IOException {
        ReferenceHistograms other =
                ReferenceHistograms.fit(List.of("first", "second"), scores(500, 0), classes(500), 3);
        byte[] state = file("before-change");
        assertThatThrownBy(() -> DriftDetector.restore(other, state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another reference");
    }

    @Test
    void aPromiseShorterThanTheWarmUpIsRefused() {
        assertThatThrownBy(() -> new DriftDetector(reference, 639)).hasMessageContaining("639");
        assertThatThrownBy(() -> new DriftDetector(reference, Double.NaN)).hasMessageContaining("NaN");
        assertThat(new DriftDetector(reference, 640).runLength()).isEqualTo(640);
    }

    @Test
    void fewerImagesThanAStepWait() {
        DriftDetector detector = new DriftDetector(reference, 5_000);
        detector.step(reference.count(scores(31, 0), classes(31)));
        assertThat(detector.images()).isZero();
        detector.step(reference.count(scores(2, 0), classes(2)));
        assertThat(detector.images()).isEqualTo(33);
        assertThat(detector.alarm()).isNull();
        assertThat(detector.burstFactor()).isEqualTo(1);
    }
}
