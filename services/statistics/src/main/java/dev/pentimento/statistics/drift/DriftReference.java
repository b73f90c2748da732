package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What images without drift look like: the scores, their histograms, what the descriptive measures expect with their
 * thresholds, and how confidence is turned into accuracy. Immutable.
 */
public final class DriftReference {
    private static final String SAMPLE = "reference.sample";

    private final DriftScores scores;
    private final RandomFeatures features;
    private final Expected expected;
    private final ImageSums imageSums;
    private final long images;
    private final Thresholds thresholds;
    private final FloatMatrix sample;
    private final @Nullable CalibratedAccuracy accuracy;

    DriftReference(
            DriftScores scores,
            RandomFeatures features,
            Expected expected,
            long images,
            Thresholds thresholds,
            FloatMatrix sample,
            @Nullable CalibratedAccuracy accuracy) {
        this.scores = scores;
        this.features = features;
        this.expected = expected;
        this.images = images;
        this.thresholds = thresholds;
        this.sample = sample;
        this.accuracy = accuracy;
        imageSums = ReferenceFitting.imageSums(expected, features);
    }

    /**
     * Fits on held-out images alone: half of them, drawn at random, for the scores, the other half for the histograms.
     * Where embeddings of training images are at hand, {@link DriftScores#fit} on those and
     * {@link #fit(DriftScores, FloatMatrix, int[], float[], int, long)} leave all held-out images to the histograms.
     */
    public static DriftReference fit(FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        ReferenceFitting.requireSizes(heldOut, predicted, margins);
        int[] order = Shuffle.of(heldOut.rows(), new Random(seed));
        int[] first = Arrays.copyOf(order, order.length / 2);
        int[] second = Arrays.copyOfRange(order, order.length / 2, order.length);
        int[] classesOfSecond = new int[second.length];
        float[] marginsOfSecond = new float[second.length];
        for (int i = 0; i < second.length; i++) {
            classesOfSecond[i] = predicted[second[i]];
            marginsOfSecond[i] = margins[second[i]];
        }
        DriftScores scores = DriftScores.fit(heldOut.select(first), seed);
        return fit(scores, heldOut.select(second), classesOfSecond, marginsOfSecond, classes, seed);
    }

    /**
     * @param scores fitted on other images
     * @param heldOut n × d embeddings of images that neither networks nor scores were fitted on; at least 32, better
     *     2,000 to 20,000
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     * @param seed of the random features and the resampling behind the measures' thresholds
     */
    public static DriftReference fit(
            DriftScores scores, FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        return ReferenceFitting.fit(scores, heldOut, predicted, margins, classes, seed);
    }

    /** The numbers by which drift sees one image: they depend on the encoder, not on the classifier. */
    public DriftScores scores() {
        return scores;
    }

    /** The same with a calibration, so that windows estimate accuracy. */
    public DriftReference with(CalibratedAccuracy calibrated) {
        return new DriftReference(scores, features, expected, images, thresholds, sample, calibrated);
    }

    /** How confidence is turned into accuracy; null: not known. */
    public @Nullable CalibratedAccuracy accuracy() {
        return accuracy;
    }

    /**
     * Counts a batch.
     *
     * @param embeddings n × d, finite
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     */
    public DriftCounts count(FloatMatrix embeddings, int[] predicted, float[] margins) {
        requireOneEach(embeddings, predicted);
        return histograms().count(scores.of(embeddings, margins), predicted);
    }

    private static void requireOneEach(FloatMatrix embeddings, int[] predicted) {
        if (predicted.length != embeddings.rows()) {
            throw new IllegalArgumentException(
                    embeddings.rows() + " embeddings with " + predicted.length + " predicted classes");
        }
    }

    /** Counts as {@link DriftCounts#toArray()} gave them. */
    public DriftCounts counts(long[] array) {
        return histograms().counts(array);
    }

    /**
     * Sums up a batch for the measures of a window; its counts are those of {@link #count}.
     *
     * @param confidences probability of the predicted class of each
     */
    public DriftSums sums(FloatMatrix embeddings, int[] predicted, float[] margins, float[] confidences) {
        requireOneEach(embeddings, predicted);
        SumsLayout layout = imageSums.layout();
        long[] sums = new long[layout.size()];
        FloatMatrix values =
                scores.of(embeddings, margins, (row, whitened) -> imageSums.add(embeddings, row, whitened, sums));
        if (accuracy != null) {
            for (float confidence : confidences) {
                sums[layout.chances()] += accuracy.units(confidence);
            }
        }
        return new DriftSums(layout, histograms().count(values, predicted), sums);
    }

    /** Sums as {@link DriftSums#toArray()} gave them. */
    public DriftSums sums(long[] array) {
        return DriftSums.fromArray(imageSums.layout(), array);
    }

    /** Sums of no image. */
    public DriftSums noSums() {
        SumsLayout layout = imageSums.layout();
        return new DriftSums(layout, noCounts(), new long[layout.size()]);
    }

    /** The measures of a window, each with its threshold for that many images; none for a window of no image. */
    public List<DriftMeasure> measures(DriftSums window) {
        List<DriftMeasure> measures = new ArrayList<>();
        double effective = effective(window);
        for (MeasureKind kind : window.images() == 0 ? new MeasureKind[0] : MeasureKind.values()) {
            measures.add(new DriftMeasure(
                    kind.label(), kind.of(window, expected, effective), thresholds.of(kind, effective)));
        }
        return measures;
    }

    private double effective(DriftSums window) {
        return (double) window.images() * images / (window.images() + images);
    }

    /** How far each leading component moved, in their order; none for a window of no image. */
    public List<ComponentDrift> components(DriftSums window) {
        return window.images() == 0 ? List.of() : MeasureKind.components(window, expected, effective(window));
    }

    /** The largest total variation of a window's scores and classes. */
    public DriftMeasure largestVariation(DriftSums window) {
        MeasureKind kind = MeasureKind.LARGEST_TOTAL_VARIATION;
        double effective = effective(window);
        return new DriftMeasure(kind.label(), kind.of(window, expected, effective), thresholds.of(kind, effective));
    }

    /** Counts of no image. */
    public DriftCounts noCounts() {
        return histograms().noCounts();
    }

    /** The first two principal components of each embedding, n × 2: places on a map. */
    public FloatMatrix map(FloatMatrix embeddings) {
        return scores.map(embeddings);
    }

    /** What the detector compares the stream with. */
    public ReferenceHistograms histograms() {
        return expected.histograms();
    }

    public List<String> scoreNames() {
        return scores.names();
    }

    public int classes() {
        return histograms().classes();
    }

    public int dimensions() {
        return scores.dimensions();
    }

    /** Shares of the predicted classes among the held-out images; a copy. */
    public double[] classShares() {
        return histograms().classShares();
    }

    /** Held-out images in the histograms. */
    public long images() {
        return images;
    }

    /** Mean of the held-out embeddings by dimension; a copy. */
    public double[] mean() {
        return expected.mean().clone();
    }

    /** Standard deviation of the held-out embeddings by dimension; a copy. */
    public double[] standardDeviation() {
        return expected.deviation().clone();
    }

    /**
     * Some of the held-out embeddings, n × d, drawn at random: what a correction that is learned later does to images
     * without drift. Without a row in references of before.
     */
    public FloatMatrix sample() {
        return sample;
    }

    /**
     * How far each embedding was moved: root mean square, over the dimensions, of the move in the reference's standard
     * deviations.
     *
     * @param before n × d
     * @param after n × d
     */
    public float[] displacements(FloatMatrix before, FloatMatrix after) {
        double[] deviation = expected.deviation();
        float[] displacements = new float[before.rows()];
        for (int row = 0; row < displacements.length; row++) {
            double sum = 0;
            int counted = 0;
            for (int i = 0; i < deviation.length; i++) {
                if (deviation[i] > 0) {
                    double move = (after.at(row, i) - before.at(row, i)) / deviation[i];
                    sum += move * move;
                    counted++;
                }
            }
            displacements[row] = counted == 0 ? 0 : (float) Math.sqrt(sum / counted);
        }
        return displacements;
    }

    /** Everything, by name, for a file; {@link #fromTensors} reads it. */
    public Map<String, Tensor> toTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        scores.addTo(tensors);
        tensors.put("features.projections", Tensor.matrix(features.size() / 2, features.projections()));
        tensors.put("reference.images", Tensor.vector(new double[] {images}));
        expected.addTo(tensors);
        tensors.put("reference.thresholds", Tensor.matrix(thresholds.quantiles()));
        tensors.put(SAMPLE, Tensor.matrix(sample));
        if (accuracy != null) {
            tensors.put("estimate.calibration", Tensor.vector(accuracy.toArray()));
        }
        return tensors;
    }

    /**
     * @throws IllegalArgumentException if a tensor is missing or has another shape, by name; tensors of other names do
     *     not matter
     */
    public static DriftReference fromTensors(Map<String, Tensor> tensors) {
        NamedTensors named = new NamedTensors(tensors);
        DriftScores scores = DriftScores.from(named);
        RandomFeatures features =
                new RandomFeatures(named.get("features.projections").floatRows());
        double[][] thresholds = named.get("reference.thresholds", MeasureKind.values().length, Thresholds.sizes())
                .rows();
        return new DriftReference(
                scores,
                features,
                Expected.from(named, scores, features.size()),
                (long) named.get("reference.images", 1).values()[0],
                new Thresholds(thresholds),
                tensors.containsKey(SAMPLE)
                        ? named.get(SAMPLE).floatMatrix(scores.dimensions())
                        : new FloatMatrix(0, scores.dimensions(), new float[0]),
                tensors.containsKey("estimate.calibration")
                        ? CalibratedAccuracy.fromArray(
                                named.get("estimate.calibration", 4).values())
                        : null);
    }
}
