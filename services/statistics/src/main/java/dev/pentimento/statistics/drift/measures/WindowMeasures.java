package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.statistics.estimate.WindowSigns;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.NamedTensors;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures how windows of images differ from held-out images, with a threshold for each measure. Immutable. */
public final class WindowMeasures {
    private static final String FEATURES = "features.projections";
    private static final String IMAGES = "reference.images";
    private static final String THRESHOLDS = "reference.thresholds";
    private static final String FAMILIARITY = "reference.familiarity";

    private final RandomFeatures features;
    private final Expected expected;
    private final ImageSums imageSums;
    private final long images;
    private final Thresholds thresholds;
    private final @Nullable Familiarity familiarity;

    WindowMeasures(
            RandomFeatures features,
            Expected expected,
            long images,
            Thresholds thresholds,
            @Nullable Familiarity familiarity) {
        this.features = features;
        this.expected = expected;
        this.images = images;
        this.thresholds = thresholds;
        this.familiarity = familiarity;
        imageSums = MeasureFitting.imageSums(expected, features, familiarity != null);
    }

    /**
     * These measures, which also tell unfamiliar images.
     *
     * @param sample n × d held-out embeddings; if they are too few, nothing changes
     */
    public WindowMeasures with(FloatMatrix sample) {
        return Familiarity.isPossible(sample)
                ? new WindowMeasures(features, expected, images, thresholds, Familiarity.fit(sample))
                : this;
    }

    public WindowMeasures withoutFamiliarity() {
        return new WindowMeasures(features, expected, images, thresholds, null);
    }

    /** Tells unfamiliar images; null in references of earlier releases. */
    public @Nullable Familiarity familiarity() {
        return familiarity;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    /** Shares of bins and classes with which windows are compared. */
    public ReferenceHistograms histograms() {
        return expected.histograms();
    }

    /** Number of held-out images. */
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
     * Computes the sums of a batch.
     *
     * @param embeddings n × d
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     * @param chances sum of the probabilities that each prediction is right, in fixed-point units
     */
    public DriftSums sums(DriftScores scores, FloatMatrix embeddings, int[] predicted, float[] margins, long chances) {
        SumsLayout layout = imageSums.layout();
        long[] sums = new long[layout.size()];
        FloatMatrix values =
                scores.of(embeddings, margins, (row, whitened) -> imageSums.add(embeddings, row, whitened, sums));
        sums[layout.chances()] += chances;
        if (familiarity != null) {
            for (boolean unfamiliar : familiarity.unfamiliar(embeddings)) {
                sums[layout.unfamiliar()] += unfamiliar ? 1 : 0;
            }
        }
        return new DriftSums(layout, histograms().count(values, predicted), sums);
    }

    /** Reads sums from the array that {@link DriftSums#toArray()} returned. */
    public DriftSums sums(long[] array) {
        return DriftSums.fromArray(imageSums.layout(), array);
    }

    /** Sums without any image. */
    public DriftSums noSums() {
        SumsLayout layout = imageSums.layout();
        return new DriftSums(layout, histograms().noCounts(), new long[layout.size()]);
    }

    /** Every measure of a window, with its threshold for that number of images; empty for a window without images. */
    public List<DriftMeasure> of(DriftSums window) {
        return window.images() == 0
                ? List.of()
                : Stream.of(MeasureKind.values())
                        .map(kind -> measure(kind, window))
                        .toList();
    }

    /** The largest total variation of a window's scores and classes. */
    public DriftMeasure largestVariation(DriftSums window) {
        return measure(MeasureKind.LARGEST_TOTAL_VARIATION, window);
    }

    private DriftMeasure measure(MeasureKind kind, DriftSums window) {
        double effective = effective(window);
        return new DriftMeasure(kind.label(), kind.of(window, expected, effective), thresholds.of(kind, effective));
    }

    /** How far each leading component moved, in order; empty for a window without images. */
    public List<ComponentDrift> components(DriftSums window) {
        return window.images() == 0 ? List.of() : MeasureKind.components(window, expected, effective(window));
    }

    /**
     * What the window shows without labels, to estimate its accuracy.
     *
     * @param shares of the predicted classes among the images that the window is compared with
     * @param reference number of these images
     */
    public WindowSigns signs(DriftSums window, double[] shares, long reference) {
        return UnbiasedFigures.of(window, expected, shares, reference);
    }

    /** A window of m images compared with a reference of n has the sampling error of mn/(m + n) images. */
    private double effective(DriftSums window) {
        return (double) window.images() * images / (window.images() + images);
    }

    public void addTo(NamedTensors tensors) {
        tensors.putMatrix(FEATURES, features.size() / 2, features.projections());
        tensors.putVector(IMAGES, images);
        expected.addTo(tensors);
        tensors.putMatrix(THRESHOLDS, thresholds.quantiles());
        if (familiarity != null) {
            tensors.putVector(FAMILIARITY, familiarity.smallest());
        }
    }

    /**
     * @param sample the held-out embeddings of the reference
     * @throws IllegalArgumentException naming a tensor that is missing or has another shape
     */
    public static WindowMeasures from(NamedTensors tensors, DriftScores scores, FloatMatrix sample) {
        RandomFeatures features = new RandomFeatures(tensors.floatRows(FEATURES));
        return new WindowMeasures(
                features,
                Expected.from(tensors, scores, features.size()),
                (long) tensors.value(IMAGES),
                new Thresholds(tensors.rows(THRESHOLDS, MeasureKind.values().length, Thresholds.sizes())),
                tensors.contains(FAMILIARITY) && Familiarity.isPossible(sample)
                        ? new Familiarity(sample, (float) tensors.value(FAMILIARITY))
                        : null);
    }
}
