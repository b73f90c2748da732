package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.corruption.Disturbance;
import dev.pentimento.learning.data.reader.Datasets;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.AccuracyWindows;
import dev.pentimento.learning.version.DisturbedImages;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.EstimateSums;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How well accuracy is estimated without labels, on kinds of drift from which nothing was learned or chosen. The four kinds
 * of {@link Corruption} are each left out of a reference that is learned for them. Prints tables; run it with {@code mvn
 * -Pharness}.
 */
class UnlabelledAccuracyHarness {
    private static final int WINDOWS = 4;
    private static final Map<Corruption, Disturbance> FOUR = new EnumMap<>(Map.of(
            Corruption.BLUR, Disturbance.BLURRED,
            Corruption.NOISE, Disturbance.NOISY,
            Corruption.CONTRAST, Disturbance.FADED,
            Corruption.ROTATION, Disturbance.ROTATED));

    @Test
    void printsFashionMnist() {
        boolean whole = Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist"));
        ImageDataset all =
                Datasets.open(whole ? "fashion-mnist" : "fashion-mnist-subset").shuffled(3);
        new Measurement(all, 28, whole ? 10_000 : 4_000, whole ? 4_000 : 1_500, whole ? 6_000 : 2_000).print(1_000);
    }

    @Test
    void printsTheXRays() {
        String folder = System.getenv("PENTIMENTO_TEST_DATA");
        if (folder == null || !Files.isDirectory(Path.of(folder, "covid_cxr"))) {
            System.out.println("X-rays: SKIPPED, PENTIMENTO_TEST_DATA names no folder with covid_cxr");
            return;
        }
        ImageDataset all =
                Datasets.open(Path.of(folder, "covid_cxr").toString()).shuffled(3);
        new Measurement(all, 64, 500, 100, 300).print(200);
    }

    /** A version and images that it has not seen. */
    private static final class Measurement {
        private final ImageShape input;
        private final List<String> classes;
        private final LabelledRows unseen;
        private final LabelledRows heldOut;
        private final UnpublishedVersion version;
        private final Map<Corruption, DriftReference> without = new EnumMap<>(Corruption.class);
        private final List<double[]> errors = new ArrayList<>();

        Measurement(ImageDataset all, int side, int train, int correction, int held) {
            input = ImageShape.plain(1, side, side);
            classes = all.classes();
            ImageDecoder decoder = new ImageDecoder(input);
            heldOut = rows(all.slice(train + correction, train + correction + held), decoder);
            unseen = rows(
                    all.slice(train + correction + held, Math.min(all.size(), train + correction + held + 10_000)),
                    decoder);
            version = new VersionTraining(
                            VersionSettings.quick(correction),
                            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system()))
                    .train(
                            new VersionData(
                                    input,
                                    classes,
                                    rows(all.slice(0, train), decoder),
                                    rows(all.slice(train, train + correction), decoder),
                                    heldOut),
                            1);
        }

        private static LabelledRows rows(ImageDataset images, ImageDecoder decoder) {
            return new LabelledRows(images.pixels(decoder), images.labels());
        }

        void print(int images) {
            try (Encoder encoder = Networks.loadEncoder(version.encoder(), input, ComputeDevice.CPU);
                    Heads heads = Networks.loadHeads(
                            version.classifier(), null, encoder.dimensions(), classes.size(), ComputeDevice.CPU)) {
                learnWithout(encoder, heads);
                say("%n## Accuracy without labels, windows of %d images of %s", images, classes.size() + " classes");
                say("change, strength: accuracy, estimate [interval]; without learning [interval]");
                row(encoder, heads, images, "clean", 0, version.reference(), image -> image);
                for (int strength = 1; strength <= 2; strength++) {
                    for (Map.Entry<String, UnaryOperator<ImagePixels>> change :
                            sixKinds(strength - 1).entrySet()) {
                        row(encoder, heads, images, change.getKey(), strength, version.reference(), change.getValue());
                    }
                    summary("the six kinds, strength " + strength);
                    for (Corruption change : FOUR.keySet()) {
                        row(
                                encoder,
                                heads,
                                images,
                                change.toString(),
                                strength,
                                without.get(change),
                                Changes.of(change, strength));
                    }
                    summary("the four kinds, strength " + strength);
                }
                otherWorlds(encoder, heads, images);
            }
        }

        private static Map<String, UnaryOperator<ImagePixels>> sixKinds(int strength) {
            Map<String, UnaryOperator<ImagePixels>> kinds = new LinkedHashMap<>();
            kinds.put("salt and pepper", Changes.saltAndPepper(new double[] {0.02, 0.05}[strength]));
            kinds.put("occlusion", Changes.occluded(new double[] {0.2, 0.3}[strength]));
            kinds.put("JPEG artefacts", Changes.jpeg(new float[] {0.3f, 0.1f}[strength]));
            kinds.put("gamma", Changes.gamma(new double[] {0.7, 0.5}[strength]));
            kinds.put("shift", Changes.shifted(new double[] {1 / 28.0, 2 / 28.0}[strength]));
            kinds.put("some inverted", Changes.inverted(new double[] {0.05, 0.15}[strength]));
            return kinds;
        }

        private void learnWithout(Encoder encoder, Heads heads) {
            DriftReference reference = version.reference();
            LabelledRows embedded = encoder.embedAll(heldOut, Encoder.BATCH, done -> {});
            List<DisturbedImages> disturbed = DisturbedImages.embed(encoder, heldOut, Encoder.BATCH, 1, done -> {});
            FOUR.forEach((corruption, left) -> without.put(
                    corruption,
                    new AccuracyWindows(reference, heads, classes.size(), 1)
                            .learn(
                                    embedded,
                                    disturbed.stream()
                                            .filter(each -> !each.kind().equals(left.name()))
                                            .toList())));
        }

        private void otherWorlds(Encoder encoder, Heads heads, int images) {
            say("## Images of another world");
            Map<String, UnaryOperator<ImagePixels>> worlds = new LinkedHashMap<>();
            worlds.put("negatives", Changes.inverted());
            worlds.put("white noise", Changes.whiteNoise());
            worlds.put("black", Changes.gamma(1_000));
            String digits = System.getProperty("harness.digits");
            worlds.forEach((name, world) -> row(encoder, heads, images, name, 0, version.reference(), world));
            if (digits != null) {
                LabelledRows rows = rows(Datasets.open(digits), new ImageDecoder(input));
                int[] next = {0};
                row(
                        encoder,
                        heads,
                        images,
                        "other images",
                        0,
                        version.reference(),
                        image -> new ImagePixels(
                                1, input.height(), input.width(), rows.rows().row(next[0]++ % rows.size())));
            }
        }

        private void row(
                Encoder encoder,
                Heads heads,
                int images,
                String name,
                int strength,
                DriftReference reference,
                UnaryOperator<ImagePixels> change) {
            List<double[]> all = new ArrayList<>();
            String shown = "";
            for (int window = 0; window < WINDOWS; window++) {
                int from = window * images % Math.max(1, unseen.size() - images);
                LabelledRows part = unseen.select(IntStream.range(from, Math.min(unseen.size(), from + images))
                        .toArray());
                Embedded seen = RealImages.embed(encoder, heads, changed(part, change));
                DriftSums sums =
                        reference.sums(seen.embeddings(), seen.predicted(), seen.margins(), seen.confidences());
                double truth = TrainedOnce.accuracy(seen.predicted(), seen.labels());
                EstimateSums.Estimate before =
                        sums.chances().estimate(reference.largestVariation(sums).value());
                Optional<EstimateSums.Estimate> now = sums.unfamiliarShare().orElse(0) > 0.5
                        ? Optional.empty()
                        : Optional.ofNullable(reference
                                .learned()
                                .estimate(reference.signs(sums))
                                .estimate());
                if (window == 0) {
                    shown = String.format(
                            Locale.ROOT,
                            "%s %d: %.1f, %s; %s; %.0f %% unfamiliar",
                            name,
                            strength,
                            100 * truth,
                            now.map(Measurement::text).orElse("none"),
                            text(before),
                            100 * sums.unfamiliarShare().orElse(0));
                }
                now.ifPresent(estimate -> all.add(new double[] {
                    estimate.accuracy() - truth,
                    truth >= estimate.lower() && truth <= estimate.upper() ? 1 : 0,
                    estimate.upper() - estimate.lower(),
                    before.accuracy() - truth
                }));
            }
            say("%s", shown);
            if (strength > 0) {
                errors.addAll(all);
            }
        }

        private static String text(EstimateSums.Estimate estimate) {
            return String.format(
                    Locale.ROOT,
                    "%.1f [%.1f, %.1f]",
                    100 * estimate.accuracy(),
                    100 * estimate.lower(),
                    100 * estimate.upper());
        }

        private void summary(String what) {
            double[] widths =
                    errors.stream().mapToDouble(each -> each[2]).sorted().toArray();
            say(
                    "-- %s: root mean square error %.1f points (without learning %.1f), inside the interval %.0f %%, median"
                            + " width %.1f points, %d windows",
                    what,
                    100 * rootMeanSquare(0),
                    100 * rootMeanSquare(3),
                    100 * errors.stream().mapToDouble(each -> each[1]).average().orElse(0),
                    100 * widths[widths.length / 2],
                    widths.length);
            errors.clear();
        }

        private double rootMeanSquare(int column) {
            return Math.sqrt(errors.stream()
                    .mapToDouble(each -> each[column] * each[column])
                    .average()
                    .orElse(0));
        }

        private LabelledRows changed(LabelledRows rows, UnaryOperator<ImagePixels> change) {
            float[] values = new float[rows.rows().values().length];
            for (int i = 0; i < rows.size(); i++) {
                ImagePixels image = change.apply(new ImagePixels(
                        1, input.height(), input.width(), rows.rows().row(i)));
                System.arraycopy(image.values(), 0, values, i * input.size(), input.size());
            }
            return rows.with(new FloatMatrix(rows.size(), input.size(), values));
        }

        private static void say(String form, Object... values) {
            System.out.printf(Locale.ROOT, form + "%n", values);
        }
    }
}
