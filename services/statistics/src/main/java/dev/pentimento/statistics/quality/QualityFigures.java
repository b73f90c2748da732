package dev.pentimento.statistics.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality of one arm, with scikit-learn's definitions. Without labelled images, the means are null and the per-class
 * figures 0.
 *
 * @param labelled number of labelled images
 * @param confusion in row-major order: element t·k+p counts images of true class t predicted as p, for k classes
 * @param accuracy share of correct predictions
 * @param balancedAccuracy mean recall over the classes that occur among the labels
 * @param macroF1 mean F1 over the classes that occur among labels or predictions, unweighted
 * @param weightedF1 mean F1, weighted by the number of labels
 * @param precision by class; 0 if the class was never predicted
 * @param recall by class; 0 if no image has the class
 * @param logLoss mean negative natural logarithm of the true class's probability, clipped as float32 is
 * @param brierScore mean squared difference between the probabilities and the truth, summed over classes: 0 to 2
 * @param calibrationError expected calibration error: 15 equally wide bins of the predicted class's probability (Guo et
 *     al. 2017, arXiv 1706.04599, equation 5)
 */
public record QualityFigures(
        long labelled,
        List<Long> confusion,
        @Nullable Double accuracy,
        @Nullable Double balancedAccuracy,
        @Nullable Double macroF1,
        @Nullable Double weightedF1,
        List<Double> precision,
        List<Double> recall,
        @Nullable Double logLoss,
        @Nullable Double brierScore,
        @Nullable Double calibrationError) {
    public QualityFigures {
        confusion = List.copyOf(confusion);
        precision = List.copyOf(precision);
        recall = List.copyOf(recall);
    }
}
