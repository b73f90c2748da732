package dev.pentimento.learning.thesis;

import dev.pentimento.learning.contrastive.SiameseSettings;
import dev.pentimento.learning.network.ThesisClassifier;
import dev.pentimento.learning.training.ClassifierSettings;
import java.util.List;

/**
 * How the thesis's classifier and correction are trained.
 *
 * @param form form of the classifier
 * @param classifier settings of its training; of its layers, only the dropout is used
 * @param siamese settings of the correction; the loss is replaced by each of the thesis's losses
 */
public record ThesisSettings(ThesisClassifier.Form form, ClassifierSettings classifier, SiameseSettings siamese) {

    /** The thesis's last form: the linear head, and the correction with an input of length one. */
    public static ThesisSettings defaults() {
        return new ThesisSettings(
                ThesisClassifier.Form.LINEAR,
                new ClassifierSettings(List.of(), 0.3f, 30, 256, 1e-3, 0, 0, 5),
                SiameseSettings.thesis(ThesisLoss.MARGIN.loss()));
    }
}
