package dev.pentimento.learning.correction;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Softmax;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Original and corrected logits on labels that were used for training neither, and whether they justify a correction.
 * It must fix more points than it breaks, by more than chance (fixed − broken &gt; √(fixed + broken), one standard
 * deviation of McNemar's count), and a balanced accuracy that is not lower.
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record Judgement(FloatMatrix original, FloatMatrix corrected, int[] labels, int classes) {

    /** From a version's outputs for rows with these labels. */
    public static Judgement of(HeadOutputs opinions, int[] labels) {
        FloatMatrix original = opinions.original().logits();
        return new Judgement(original, opinions.corrected().logits(), labels, original.columns());
    }

    public boolean accepts() {
        int fixed = changed(true);
        int broken = changed(false);
        return fixed - broken > Math.sqrt((double) fixed + broken)
                && balancedAccuracy(corrected) >= balancedAccuracy(original);
    }

    /**
     * {@code original.} and {@code corrected.} with accuracy, balanced_accuracy, calibration_error and cross_entropy;
     * helped; hurt.
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        add("original", original, figures);
        add("corrected", corrected, figures);
        figures.put("helped", (double) changed(true));
        figures.put("hurt", (double) changed(false));
        figures.put("validation_labels", (double) labels.length);
        return figures;
    }

    private void add(String arm, FloatMatrix logits, Map<String, Double> figures) {
        figures.put(arm + ".accuracy", accuracy(logits));
        figures.put(arm + ".balanced_accuracy", balancedAccuracy(logits));
        figures.put(arm + ".calibration_error", calibrationError(logits));
        figures.put(arm + ".cross_entropy", crossEntropy(logits, labels, Floats.filled(classes, 1)));
    }

    /** Class-weighted cross-entropy of the corrected logits. */
    double correctedLoss() {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        float[] weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 0 : 1f / counts[c];
        }
        return crossEntropy(corrected, labels, weights);
    }

    /** Number of points that changed from wrong to right, or from right to wrong. */
    private int changed(boolean toRight) {
        int[] before = original.argMax();
        int[] after = corrected.argMax();
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            boolean wasRight = before[i] == labels[i];
            boolean isRight = after[i] == labels[i];
            count += wasRight != isRight && isRight == toRight ? 1 : 0;
        }
        return count;
    }

    private double accuracy(FloatMatrix logits) {
        int[] predicted = logits.argMax();
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += predicted[i] == labels[i] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    /** Mean recall over the classes that are present. */
    private double balancedAccuracy(FloatMatrix logits) {
        int[] predicted = logits.argMax();
        int[] count = new int[classes];
        int[] right = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            count[labels[i]]++;
            right[labels[i]] += predicted[i] == labels[i] ? 1 : 0;
        }
        double sum = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            sum += count[c] == 0 ? 0 : (double) right[c] / count[c];
            present += count[c] == 0 ? 0 : 1;
        }
        return sum / present;
    }

    /** Expected calibration error, as for live figures. */
    private double calibrationError(FloatMatrix logits) {
        FloatMatrix probabilities = Softmax.of(logits);
        int[] predicted = logits.argMax();
        QualityCounts counts = new QualityCounts(classes);
        for (int i = 0; i < labels.length; i++) {
            counts.add(labels[i], predicted[i], probabilities, i);
        }
        return Objects.requireNonNull(counts.figures().calibrationError());
    }

    /** Σ w(y)·(logsumexp − logit of y) / Σ w(y), in double precision. */
    static double crossEntropy(FloatMatrix logits, int[] labels, float[] classWeights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < labels.length; i++) {
            double weight = classWeights[labels[i]];
            sum += weight * (logSumExp(logits, i) - logits.at(i, labels[i]));
            total += weight;
        }
        return sum / total;
    }

    private static double logSumExp(FloatMatrix logits, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.columns(); c++) {
            largest = Math.max(largest, logits.at(row, c));
        }
        double sum = 0;
        for (int c = 0; c < logits.columns(); c++) {
            sum += Math.exp(logits.at(row, c) - largest);
        }
        return largest + Math.log(sum);
    }
}
