package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.reader.Datasets;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A version trained on Fashion-MNIST, kept in a folder, and images that it has not seen. */
final class TrainedOnce implements AutoCloseable {
    private static final int SIDE = 28;
    private static final int TRAIN = 10_000;
    private static final int CORRECTION = 4_000;
    private static final int HELD_OUT = 6_000;
    private static final int BATCH = 256;
    private static final long SEED = 20261130;
    private static final ImageShape INPUT = ImageShape.plain(1, SIDE, SIDE);

    private final Path folder;
    private final ImageDataset all;
    private final ImageDecoder decoder = new ImageDecoder(INPUT);
    private final Encoder encoder;
    private final NetworkFile classifier;
    private final ReplaySet replay;
    private final DriftReference reference;

    /** @param learned whether the reference is that of the trained version, which estimates accuracy without labels */
    private TrainedOnce(Path folder, String dataset, long seed, boolean learned) throws IOException {
        this.folder = folder;
        all = Datasets.open(dataset).shuffled(seed);
        if (!Files.exists(folder.resolve(learned ? "reference" : "classifier"))) {
            Files.createDirectories(folder);
            train(seed);
        }
        encoder = Networks.loadEncoder(file("encoder"), INPUT, ComputeDevice.CPU);
        classifier = file("classifier");
        replay = ReplaySet.fromFile(file("replay").bytes());
        reference = learned ? ReferenceFile.fromBytes(Files.readAllBytes(folder.resolve("reference"))) : fitted(seed);
    }

    private DriftReference fitted(long seed) {
        Embedded heldOut = embed(TRAIN + CORRECTION, HELD_OUT, UnaryOperator.identity());
        Embedded fitting = embed(TRAIN, CORRECTION, UnaryOperator.identity());
        return DriftReference.fit(
                DriftScores.fit(fitting.embeddings(), seed),
                heldOut.embeddings(),
                heldOut.predicted(),
                heldOut.margins(),
                all.classes().size(),
                seed);
    }

    /** On full Fashion-MNIST; skips the test where Debian's package is not installed. */
    static TrainedOnce open() throws IOException {
        return open(false);
    }

    /** The same, with the reference that the training made. */
    static TrainedOnce openLearned() throws IOException {
        return open(true);
    }

    private static TrainedOnce open(boolean learned) throws IOException {
        String dataset = System.getProperty("harness.dataset", "fashion-mnist");
        Assumptions.assumeTrue(
                !dataset.equals("fashion-mnist") || Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")),
                "needs Debian's package dataset-fashion-mnist, or its folder in -Dharness.dataset");
        Path folder = Path.of(System.getProperty("harness.directory", "target/harness"), "trained");
        return new TrainedOnce(folder, dataset, SEED, learned);
    }

    private void train(long seed) throws IOException {
        VersionData data = new VersionData(
                INPUT, all.classes(), rows(0, TRAIN), rows(TRAIN, CORRECTION), rows(TRAIN + CORRECTION, HELD_OUT));
        UnpublishedVersion version =
                new VersionTraining(VersionSettings.quick(CORRECTION), context()).train(data, seed);
        Files.write(folder.resolve("encoder"), version.encoder().bytes());
        Files.write(folder.resolve("replay"), version.replay().toFile());
        Files.write(folder.resolve("reference"), ReferenceFile.toBytes(version.reference()));
        Files.write(folder.resolve("classifier"), version.classifier().bytes());
    }

    private static TrainingContext context() {
        return new TrainingContext(ComputeDevice.CPU, report -> {}, InstantSource.system());
    }

    private NetworkFile file(String name) throws IOException {
        return new NetworkFile("safetensors", Files.readAllBytes(folder.resolve(name)));
    }

    List<String> classes() {
        return all.classes();
    }

    DriftReference reference() {
        return reference;
    }

    /** Some of the unseen images, each changed. */
    Embedded unseen(int from, int count, UnaryOperator<ImagePixels> change) {
        return embed(TRAIN + CORRECTION + HELD_OUT + from, count, change);
    }

    private Embedded embed(int from, int count, UnaryOperator<ImagePixels> change) {
        return embed(rows(from, count), change);
    }

    /** Images of any origin. */
    Embedded embed(LabelledRows rows, UnaryOperator<ImagePixels> change) {
        float[] values = new float[rows.rows().values().length];
        for (int i = 0; i < rows.size(); i++) {
            ImagePixels image =
                    change.apply(new ImagePixels(1, SIDE, SIDE, rows.rows().row(i)));
            System.arraycopy(image.values(), 0, values, i * SIDE * SIDE, SIDE * SIDE);
        }
        LabelledRows changed = rows.with(new FloatMatrix(rows.size(), SIDE * SIDE, values));
        try (Heads heads = heads(null)) {
            return RealImages.embed(encoder, heads, changed);
        }
    }

    private LabelledRows rows(int from, int count) {
        ImageDataset part = all.slice(from, from + count);
        return new LabelledRows(part.pixels(decoder), part.labels());
    }

    private Heads heads(@Nullable NetworkFile correction) {
        return Networks.loadHeads(
                classifier, correction, encoder.dimensions(), all.classes().size(), ComputeDevice.CPU);
    }

    /** A correction as the trainer learns it during drift. */
    TrainedCorrection learn(Embedded labelled, long seed) {
        return new CorrectionTraining(CorrectionSettings.drift(), context())
                .learn(new LabelledRows(labelled.embeddings(), labelled.labels()), replay, classifier, seed);
    }

    /** The classes predicted behind a correction. */
    int[] corrected(TrainedCorrection correction, Embedded images) {
        int[] predicted = new int[images.size()];
        try (Heads heads = heads(correction.trained())) {
            for (int from = 0; from < predicted.length; from += BATCH) {
                int to = Math.min(predicted.length, from + BATCH);
                FloatMatrix part =
                        images.embeddings().select(IntStream.range(from, to).toArray());
                int[] classes = heads.judge(part).corrected().predicted();
                System.arraycopy(classes, 0, predicted, from, classes.length);
            }
        }
        return predicted;
    }

    static double accuracy(int[] predicted, int[] labels) {
        return IntStream.range(0, labels.length)
                        .filter(i -> predicted[i] == labels[i])
                        .count()
                / (double) labels.length;
    }

    static Embedded rows(Embedded images, int from, int to) {
        return images.select(IntStream.range(from, to).toArray());
    }

    static int[] part(int[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
