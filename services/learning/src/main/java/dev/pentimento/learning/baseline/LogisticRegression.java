package dev.pentimento.learning.baseline;

import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.List;

/**
 * Multinomial logistic regression of embeddings: one dense layer behind a BatchNorm, which standardises the dimensions.
 * It is trained by class-weighted cross-entropy with little weight decay, and can be used like any other classifier.
 */
public final class LogisticRegression {
    private static final ClassifierSettings SETTINGS = new ClassifierSettings(List.of(), 0, 40, 128, 3e-3, 1e-4, 0, 8);

    private LogisticRegression() {}

    /**
     * @param train n×d embeddings
     * @param validation not used for training; determines when to stop and which epoch to keep
     */
    public static NetworkFile train(
            LabelledRows train, LabelledRows validation, int classes, long seed, TrainingContext context) {
        return new ClassifierTraining(train.rows().columns(), classes, SETTINGS, context)
                .train(train, validation, seed);
    }
}
