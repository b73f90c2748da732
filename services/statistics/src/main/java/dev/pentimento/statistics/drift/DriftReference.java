package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.statistics.drift.measures.ComponentDrift;
import dev.pentimento.statistics.drift.measures.DriftMeasure;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.drift.measures.Familiarity;
import dev.pentimento.statistics.drift.measures.MeasureFitting;
import dev.pentimento.statistics.drift.measures.WindowMeasures;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import dev.pentimento.statistics.estimate.LearnedAccuracy;
import dev.pentimento.statistics.estimate.WindowSigns;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.NamedTensors;
import dev.pentimento.tensors.Shuffle;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Describes images without drift: scores, histograms, expected measures with their thresholds, and the calibration that
 * converts confidence into accuracy. Immutable.
 */
public final class DriftReference {
    private static final String SAMPLE = "reference.sample";
    /** Fewest held-out images that a reference can be fitted on. */
    public static final int FEWEST = 32;

    /** Number of held-out embeddings kept in the reference. */
    private static final int SAMPLE_SIZE = 500;

    private final DriftScores scores;
    private final WindowMeasures measures;
    private final FloatMatrix sample;
    private final @Nullable CalibratedAccuracy accuracy;
    private final @Nullable LearnedAccuracy learned;

    private DriftReference(
            DriftScores scores,
            WindowMeasures measures,
            FloatMatrix sample,
            @Nullable CalibratedAccuracy accuracy,
            @Nullable LearnedAccuracy learned) {
        this.scores = scores;
        this.measures = measures;
        this.sample = sample;
        this.accuracy = accuracy;
        this.learned = learned;
    }

    /**
     * Fits on held-out images only: a random half for the scores, the other half for the histograms. If embeddings of
     * training images are available, use {@link DriftScores#fit} on those, and {@link #fit(DriftScores, FloatMatrix,
     * int[], float[], int, long)}, so that all held-out images serve for the histograms.
     */
    public static DriftReference fit(FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        requireSizes(heldOut, predicted, margins);
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
     * @param scores scores fitted on other images
     * @param heldOut n × d embeddings of images that were used to fit neither networks nor scores; at least 32,
     *     preferably 2,000 to 20,000
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     * @param seed seed for the random features and for resampling the measures' thresholds
     */
    public static DriftReference fit(
            DriftScores scores, FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        requireSizes(heldOut, predicted, margins);
        WindowMeasures measures = MeasureFitting.fit(scores, heldOut, predicted, margins, classes, seed);
        int[] order = Shuffle.of(heldOut.rows(), new Random(seed));
        FloatMatrix sample = heldOut.select(Arrays.copyOf(order, Math.min(SAMPLE_SIZE, order.length)));
        return new DriftReference(scores, measures.with(sample), sample, null, null);
    }

    private static void requireSizes(FloatMatrix heldOut, int[] predicted, float[] margins) {
        if (heldOut.rows() < FEWEST || predicted.length != heldOut.rows() || margins.length != heldOut.rows()) {
            throw new IllegalArgumentException("a reference needs at least " + FEWEST
                    + " embeddings with a class and a margin each, found " + heldOut.rows() + ", " + predicted.length
                    + " and " + margins.length);
        }
    }

    /** The scores in which drift is measured; they depend on the encoder, not on the classifier. */
    public DriftScores scores() {
        return scores;
    }

    /** A copy with a calibration, so that windows estimate accuracy. */
    public DriftReference with(CalibratedAccuracy calibrated) {
        return new DriftReference(scores, measures, sample, calibrated, learned);
    }

    /** A copy that estimates accuracy by what was learned from disturbed images; it needs the calibration, too. */
    public DriftReference with(LearnedAccuracy estimating) {
        return new DriftReference(scores, measures, sample, accuracy, estimating);
    }

    /** What was learned from disturbed images; null: nothing, so only calibrated confidence estimates accuracy. */
    public @Nullable LearnedAccuracy learned() {
        return learned;
    }

    /** Whether {@link #unfamiliar} can tell; false for references of earlier releases, and of very few images. */
    public boolean tellsUnfamiliar() {
        return measures.familiarity() != null;
    }

    /** Whether each embedding is unlike any held-out image; nowhere in references of earlier releases. */
    public boolean[] unfamiliar(FloatMatrix embeddings) {
        Familiarity familiarity = measures.familiarity();
        return familiarity == null ? new boolean[embeddings.rows()] : familiarity.unfamiliar(embeddings);
    }

    /** What a window shows without labels, for {@link LearnedAccuracy}; it must contain images. */
    public WindowSigns signs(DriftSums window) {
        return signs(window, classShares(), images());
    }

    /**
     * The same, with other images than those of the reference as what the predicted classes are compared with.
     *
     * @param shares of the predicted classes among these images
     * @param images number of these images
     */
    public WindowSigns signs(DriftSums window, double[] shares, long images) {
        return measures.signs(window, shares, images);
    }

    /** A copy that does not tell unfamiliar images: its held-out images are not those that it was made for. */
    public DriftReference withoutFamiliarity() {
        return new DriftReference(scores, measures.withoutFamiliarity(), sample, accuracy, learned);
    }

    /** Converts confidence into accuracy; null if unknown. */
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

    /** Reads counts from the array that {@link DriftCounts#toArray()} returned. */
    public DriftCounts counts(long[] array) {
        return histograms().counts(array);
    }

    /**
     * Computes a batch's sums for the measures of a window; the counts in it are those of {@link #count}.
     *
     * @param confidences probability of each image's predicted class
     */
    public DriftSums sums(FloatMatrix embeddings, int[] predicted, float[] margins, float[] confidences) {
        requireOneEach(embeddings, predicted);
        long chances = 0;
        if (accuracy != null) {
            for (float confidence : confidences) {
                chances += accuracy.units(confidence);
            }
        }
        return measures.sums(scores, embeddings, predicted, margins, chances);
    }

    /** Reads sums from the array that {@link DriftSums#toArray()} returned. */
    public DriftSums sums(long[] array) {
        return measures.sums(array);
    }

    /** Sums without any image. */
    public DriftSums noSums() {
        return measures.noSums();
    }

    /**
     * The measures of a window, each with its threshold for that number of images; empty for a window without images.
     */
    public List<DriftMeasure> measures(DriftSums window) {
        return measures.of(window);
    }

    /** How far each leading component moved, in order; empty for a window without images. */
    public List<ComponentDrift> components(DriftSums window) {
        return measures.components(window);
    }

    /** The largest total variation of a window's scores and classes. */
    public DriftMeasure largestVariation(DriftSums window) {
        return measures.largestVariation(window);
    }

    /** Counts without any image. */
    public DriftCounts noCounts() {
        return histograms().noCounts();
    }

    /** The first two principal components of each embedding, n × 2: positions on a map. */
    public FloatMatrix map(FloatMatrix embeddings) {
        return scores.map(embeddings);
    }

    /** The histograms that the detector compares the stream with. */
    public ReferenceHistograms histograms() {
        return measures.histograms();
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

    /** Number of held-out images in the histograms. */
    public long images() {
        return measures.images();
    }

    /** Mean of the held-out embeddings by dimension; a copy. */
    public double[] mean() {
        return measures.mean();
    }

    /** Standard deviation of the held-out embeddings by dimension; a copy. */
    public double[] standardDeviation() {
        return measures.standardDeviation();
    }

    /**
     * Some held-out embeddings, n × d, drawn at random. They tell which images are unlike any held-out image, and how far
     * a correction that is trained later moves images without drift. References of earlier releases have no rows.
     */
    public FloatMatrix sample() {
        return sample;
    }

    /**
     * How far each embedding was moved: the root mean square over the dimensions, in the reference's standard
     * deviations.
     *
     * @param before n × d
     * @param after n × d
     */
    public float[] displacements(FloatMatrix before, FloatMatrix after) {
        return Displacement.ofEach(before, after, measures.standardDeviation());
    }

    /** The whole reference as named tensors, for a file; {@link #fromTensors} reads it. */
    public Map<String, Tensor> toTensors() {
        NamedTensors tensors = new NamedTensors();
        scores.addTo(tensors);
        measures.addTo(tensors);
        tensors.putMatrix(SAMPLE, sample);
        if (accuracy != null) {
            accuracy.addTo(tensors);
        }
        if (learned != null) {
            learned.addTo(tensors);
        }
        return tensors.all();
    }

    /**
     * @throws IllegalArgumentException naming a tensor that is missing or has another shape; tensors of other names are
     *     ignored
     */
    public static DriftReference fromTensors(Map<String, Tensor> tensors) {
        NamedTensors named = new NamedTensors(tensors);
        DriftScores scores = DriftScores.from(named);
        FloatMatrix sample = named.contains(SAMPLE)
                ? named.matrix(SAMPLE, scores.dimensions())
                : new FloatMatrix(0, scores.dimensions(), new float[0]);
        return new DriftReference(
                scores,
                WindowMeasures.from(named, scores, sample),
                sample,
                CalibratedAccuracy.from(named),
                LearnedAccuracy.from(named));
    }
}
