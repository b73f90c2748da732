package dev.pentimento.learning.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionSettings.Descent;
import dev.pentimento.learning.correction.CorrectionSettings.Terms;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.corruption.Disturbance;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.PixelReading;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingDivergedException;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.LearnedAccuracy;
import dev.pentimento.statistics.estimate.WindowSigns;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stripes in three directions on 12×12 pixels, with noise: learned in seconds, and not by guessing. */
class VersionTrainingTest {
    static final ImageShape INPUT = ImageShape.plain(1, 12, 12);
    static final List<String> CLASSES = List.of("rows", "columns", "diagonals");
    private static final TrainingContext QUIET =
            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());

    private static VersionData data;
    private static UnpublishedVersion version;

    @BeforeAll
    static void train() {
        data = new VersionData(INPUT, CLASSES, stripes(450, 1), stripes(120, 2), stripes(200, 3));
        version = new VersionTraining(settings(2e-3), QUIET).train(data, 11);
    }

    @Test
    void aVersionRecognisesImagesItNeverSaw() {
        assertThat(version.validation().get("original.balanced_accuracy")).isGreaterThan(0.9);
        assertThat(version.dimensions()).isEqualTo(16);
        assertThat(version.heldOut().opinions().original().margins()).hasSize(200);
        assertThat(version.recipe()).containsEntry("encoder.dimensions", "16").containsKey("correction.steps");
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        UnpublishedVersion again = new VersionTraining(settings(2e-3), QUIET).train(data, 11);
        UnpublishedVersion other = new VersionTraining(settings(2e-3), QUIET).train(data, 12);

        assertThat(again.encoder()).isEqualTo(version.encoder());
        assertThat(again.classifier()).isEqualTo(version.classifier());
        assertThat(again.correction().trained()).isEqualTo(version.correction().trained());
        assertThat(again.replay().toFile()).isEqualTo(version.replay().toFile());
        assertThat(ReferenceFile.toBytes(again.reference())).isEqualTo(ReferenceFile.toBytes(version.reference()));
        assertThat(again.validation()).isEqualTo(version.validation());
        assertThat(other.encoder()).isNotEqualTo(version.encoder());
    }

    @Test
    void imagesThatAreReadBatchByBatchGiveTheSameBytes() {
        AtomicInteger largest = new AtomicInteger();
        VersionData onDisk = new VersionData(
                INPUT,
                CLASSES,
                batchwise(data.train(), largest),
                batchwise(data.correction(), largest),
                batchwise(data.heldOut(), largest));

        UnpublishedVersion again = new VersionTraining(settings(2e-3), QUIET).train(onDisk, 11);

        assertThat(largest).hasValueLessThanOrEqualTo(Encoder.BATCH);
        assertThat(again.encoder()).isEqualTo(version.encoder());
        assertThat(again.classifier()).isEqualTo(version.classifier());
        assertThat(again.correction().trained()).isEqualTo(version.correction().trained());
    }

    /** @param largest receives the number of rows that were read at once */
    private static LabelledSource batchwise(LabelledSource images, AtomicInteger largest) {
        return new LabelledSource() {
            @Override
            public int[] labels() {
                return images.labels();
            }

            @Override
            public int columns() {
                return images.columns();
            }

            @Override
            public LabelledRows select(int[] wanted) {
                largest.accumulateAndGet(wanted.length, Math::max);
                return images.select(wanted);
            }
        };
    }

    @Test
    void twoTrainingsAtOnceDoNotDisturbEachOther() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<UnpublishedVersion> made = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(() -> made.add(new VersionTraining(settings(2e-3), QUIET).train(data, 11))));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.classifier()).isEqualTo(version.classifier()));
    }

    @Test
    void tooFewImagesForACorrectionAreToldBeforeAnythingIsTrained() {
        VersionData few = new VersionData(INPUT, CLASSES, stripes(450, 1), stripes(19, 2), stripes(200, 3));
        List<TrainingProgress.Report> reports = new ArrayList<>();
        TrainingContext context = new TrainingContext(ComputeDevice.CPU, reports::add, InstantSource.system());

        assertThatThrownBy(() -> new VersionTraining(settings(2e-3), context).train(few, 11))
                .hasMessage("a correction needs 20 labelled images of its own, but there are 19");
        assertThat(reports).isEmpty();
    }

    /** A version learns from no images of which a corner is black. */
    @Test
    void aVersionKnowsHowItsAccuracyFallsWithDriftThatItHasNotSeen() {
        LearnedAccuracy learned = Objects.requireNonNull(version.reference().learned());
        for (double side : new double[] {0, 0.3, 0.5, 0.6, 0.7}) {
            Seen seen = see(corner(stripes(600, 7), side));
            assertThat(Objects.requireNonNull(learned.estimate(seen.signs()).estimate()))
                    .as("%s of the side are black", side)
                    .satisfies(estimate -> assertThat(seen.accuracy()).isBetween(estimate.lower(), estimate.upper()));
        }
        Seen wrong = see(corner(stripes(600, 7), 0.7));
        assertThat(wrong.accuracy()).isLessThan(0.6);
        assertThat(wrong.signs().confidence()).as("confidence says nothing").isGreaterThan(0.99);
        assertThat(Objects.requireNonNull(learned.estimate(wrong.signs()).estimate())
                        .accuracy())
                .isLessThan(0.7);
    }

    @Test
    void imagesAreDisturbedAlikeWhateverRangeANetworkTakes() {
        LabelledRows images = stripes(20, 5);
        float[] fromMinusOne = images.rows().values().clone();
        for (int i = 0; i < fromMinusOne.length; i++) {
            fromMinusOne[i] = 2 * fromMinusOne[i] - 1;
        }
        ImageShape shape = INPUT.withReading(PixelReading.STANDARD.with(Framing.STANDARD, false, -1, 1));
        for (Disturbance disturbance : Disturbance.values()) {
            float[] plain = DisturbedImages.disturb(images.rows(), INPUT, disturbance, 2, new Random(1))
                    .values();
            float[] ranged = DisturbedImages.disturb(
                            new FloatMatrix(20, INPUT.size(), fromMinusOne), shape, disturbance, 2, new Random(1))
                    .values();
            for (int i = 0; i < plain.length; i++) {
                assertThat((ranged[i] + 1) / 2).as("%s", disturbance).isCloseTo(plain[i], within(1e-5f));
            }
        }
    }

    @Test
    void fewHeldOutImagesAreNotDisturbed() {
        try (Encoder encoder = Networks.loadEncoder(version.encoder(), INPUT, ComputeDevice.CPU)) {
            assertThat(DisturbedImages.embed(encoder, stripes(199, 6), 64, 1, done -> {}))
                    .isEmpty();
            assertThat(DisturbedImages.passes(199, INPUT)).isZero();
            assertThat(DisturbedImages.embed(encoder, stripes(200, 6), 64, 1, done -> {}))
                    .hasSize(Disturbance.values().length * Disturbance.STRENGTHS)
                    .allMatch(each -> each.embeddings().size() == 100);
        }
    }

    @Test
    void whereAVersionHasNotLearnedItSaysSo() {
        Seen black = see(corner(stripes(600, 7), 0.9));
        LearnedAccuracy.Answer answer =
                Objects.requireNonNull(version.reference().learned()).estimate(black.signs());
        assertThat(answer.estimate()).isNull();
        assertThat(answer.reason()).isEqualTo("the images differ in a way that the version has not learned from");
        assertThat(black.sums().unfamiliarShare().orElseThrow()).isGreaterThan(0.9);
        assertThat(see(stripes(600, 7)).sums().unfamiliarShare().orElseThrow()).isLessThan(0.05);
    }

    /** A window of labelled images, as the version sees it. */
    private record Seen(double accuracy, DriftSums sums) {
        WindowSigns signs() {
            return version.reference().signs(sums);
        }
    }

    private static Seen see(LabelledRows images) {
        try (Encoder encoder = Networks.loadEncoder(version.encoder(), INPUT, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(version.classifier(), null, 16, 3, ComputeDevice.CPU)) {
            FloatMatrix embeddings =
                    encoder.embedAll(images, Encoder.BATCH, done -> {}).rows();
            var opinions = heads.judge(embeddings).original();
            return new Seen(
                    accuracy(opinions.predicted(), images.labels()),
                    version.reference()
                            .sums(embeddings, opinions.predicted(), opinions.margins(), opinions.confidences()));
        }
    }

    /** A black square, with this share of the side, in one corner. */
    private static LabelledRows corner(LabelledRows images, double side) {
        float[] values = images.rows().values().clone();
        for (int i = 0; i < values.length; i++) {
            boolean inside = i % 12 < side * 12 && i / 12 % 12 < side * 12;
            values[i] = inside ? 0 : values[i];
        }
        return images.with(new FloatMatrix(images.size(), INPUT.size(), values));
    }

    @Test
    void filesOfAVersionComeBackAsTheyWere() {
        ReplaySet replay = ReplaySet.fromFile(version.replay().toFile());
        assertThat(replay.toFile()).isEqualTo(version.replay().toFile());
        assertThat(replay.rows().size()).isEqualTo(90);
        assertThat(replay.rows().counts(3)).containsOnly(30);
        assertThat(replay.heldOut().size()).isEqualTo(90);
        ReplaySet ofBefore = new ReplaySet(replay.rows(), 3);
        assertThat(ReplaySet.fromFile(ofBefore.toFile()).heldOut().size()).isZero();

        byte[] reference = ReferenceFile.toBytes(version.reference());
        assertThat(ReferenceFile.toBytes(ReferenceFile.fromBytes(reference))).isEqualTo(reference);
        assertThatThrownBy(() -> ReferenceFile.fromBytes(version.replay().toFile()))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("pentimento.reference");
        assertThatThrownBy(() -> ReplaySet.fromFile(reference)).isInstanceOf(UnusableFileException.class);
    }

    @Test
    void aCorrectionUndoesARotationOfTheEmbeddingsAndIsAccepted() {
        LabelledRows moved = swapped(version.heldOut().embeddings());
        LabelledRows labelled = part(moved, 0, 120);
        LabelledRows rest = part(moved, 120, 200);

        for (int folds : new int[] {1, 4}) {
            TrainedCorrection correction = new CorrectionTraining(drift(folds), QUIET)
                    .learn(labelled, version.replay(), version.classifier(), 5);

            assertThat(correction.accepted()).isTrue();
            assertThat(correction.figures().get("helped"))
                    .isGreaterThan(correction.figures().get("hurt"));
            assertThat(correction.seconds()).isPositive();
            try (Heads heads =
                    Networks.loadHeads(version.classifier(), correction.network(), 16, 3, ComputeDevice.CPU)) {
                var opinions = heads.judge(rest.rows());
                double before = accuracy(opinions.original().predicted(), rest.labels());
                double after = accuracy(opinions.corrected().predicted(), rest.labels());
                assertThat(after).isGreaterThan(before + 0.2).isGreaterThan(0.8);
            }
        }
    }

    @Test
    void aCorrectionIsReproducible() {
        LabelledRows labelled = swapped(version.heldOut().embeddings());
        CorrectionTraining training = new CorrectionTraining(drift(4), QUIET);

        assertThat(training.learn(labelled, version.replay(), version.classifier(), 5)
                        .trained())
                .isEqualTo(training.learn(labelled, version.replay(), version.classifier(), 5)
                        .trained());
    }

    @Test
    void aCorrectionOfLabelsByLotIsRefused() {
        LabelledRows held = version.heldOut().embeddings();
        RandomGenerator random = new SplittableRandom(9);
        LabelledRows lot =
                new LabelledRows(held.rows(), random.ints(held.size(), 0, 3).toArray());

        TrainedCorrection correction =
                new CorrectionTraining(drift(1), QUIET).learn(held, version.replay(), version.classifier(), 5);
        assertThat(correction.accepted()).as("nothing to gain on clean data").isFalse();
        assertThat(correction.network()).isNull();
        assertThat(new CorrectionTraining(drift(4), QUIET)
                        .learn(lot, version.replay(), version.classifier(), 5)
                        .figures()
                        .get("corrected.accuracy"))
                .isLessThan(0.5);
    }

    @Test
    void tooFewLabelsOrOtherDimensionsAreRefused() {
        LabelledRows held = version.heldOut().embeddings();
        CorrectionTraining training = new CorrectionTraining(drift(1), QUIET);
        assertThatThrownBy(() -> training.learn(part(held, 0, 19), version.replay(), version.classifier(), 5))
                .hasMessageContaining("needs 20 labelled images of its own, but there are 19");
        assertThatThrownBy(() -> training.learn(
                        new LabelledRows(new FloatMatrix(30, 2, new float[60]), new int[30]),
                        version.replay(),
                        version.classifier(),
                        5))
                .hasMessageContaining("2 dimensions, the replay set 16");
    }

    @Test
    void progressIsToldAndATrainingCanBeCancelled() {
        List<TrainingProgress.Report> reports = new ArrayList<>();
        TrainingProgress listener = new TrainingProgress() {
            @Override
            public void report(Report report) {
                reports.add(report);
            }

            @Override
            public boolean cancelled() {
                return reports.size() >= 3;
            }
        };
        TrainingContext context = new TrainingContext(ComputeDevice.CPU, listener, InstantSource.system());

        assertThatThrownBy(() -> new VersionTraining(settings(2e-3), context).train(data, 11))
                .isInstanceOf(TrainingCancelledException.class)
                .hasMessageContaining("encoder");
        assertThat(reports).hasSize(3).allSatisfy(report -> {
            assertThat(report.phase()).isEqualTo("encoder");
            assertThat(report.loss()).isPositive();
            assertThat(report.left()).isGreaterThan(Duration.ZERO);
        });
    }

    @Test
    void aLossThatIsNoNumberStopsTheTrainingWithStepAndCause() {
        assertThatThrownBy(() -> new VersionTraining(settings(1e30), QUIET).train(data, 11))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("encoder stopped at step")
                .hasMessageContaining("learning rate is too high");
    }

    @Test
    void unusableDataAreNamed() {
        LabelledRows broken = stripes(20, 4);
        broken.rows().values()[7 * INPUT.size()] = Float.NaN;
        assertThatThrownBy(() -> new VersionData(INPUT, CLASSES, broken, data.correction(), data.heldOut()))
                .hasMessageContaining("train: row 7 holds NaN");
        assertThatThrownBy(() -> new VersionData(
                        INPUT, List.of("rows", "columns"), data.train(), data.correction(), data.heldOut()))
                .hasMessageContaining("train: row 2 has label 2 of 2 classes");
        assertThatThrownBy(() -> new VersionData(
                        INPUT, List.of("a", "b", "c", "d"), data.train(), data.correction(), data.heldOut()))
                .hasMessageContaining("class 'd' has 0 image(s)");
    }

    static VersionSettings settings(double learningRate) {
        return new VersionSettings(
                new EncoderSettings(16, 4, 32, learningRate, 0.1, 50, 3, 0),
                new ClassifierSettings(List.of(32, 16), 0.2f, 12, 64, 2e-3, 1e-4, 0.1, 6),
                new CorrectionSettings(16, new Descent(60, 64, 1e-3, 1e-4), Terms.of(0.3, 1), 1, false),
                10,
                90);
    }

    static CorrectionSettings drift(int folds) {
        return new CorrectionSettings(64, new Descent(150, 64, 1e-2, 1e-4), Terms.of(1, 1), folds, true);
    }

    /** Turns every pair of dimensions by a right angle: the information is there, the frame is not. */
    static LabelledRows swapped(LabelledRows rows) {
        float[] values = rows.rows().values().clone();
        for (int i = 0; i + 1 < values.length; i += 2) {
            float first = values[i];
            values[i] = -values[i + 1];
            values[i + 1] = first;
        }
        return rows.with(new FloatMatrix(rows.size(), rows.rows().columns(), values));
    }

    static LabelledRows part(LabelledRows rows, int from, int to) {
        return rows.select(java.util.stream.IntStream.range(from, to).toArray());
    }

    static double accuracy(int[] predicted, int[] labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predicted[i] == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    static LabelledRows stripes(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * INPUT.size()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            int phase = random.nextInt(4);
            for (int pixel = 0; pixel < INPUT.size(); pixel++) {
                int row = pixel / 12;
                int column = pixel % 12;
                int along = labels[i] == 0 ? row : labels[i] == 1 ? column : row + column;
                double value = ((along + phase) / 2) % 2 + 0.25 * random.nextGaussian();
                values[i * INPUT.size() + pixel] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return new LabelledRows(new FloatMatrix(count, INPUT.size(), values), labels);
    }
}
