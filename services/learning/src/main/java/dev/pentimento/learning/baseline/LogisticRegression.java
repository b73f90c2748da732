package dev.pentimento.learning.baseline;

import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.List;

/**
 * Multinomial logistic regression of embeddings: one dense layer behind a BatchNorm, which standardises the dimensions,
 * learned by class-weighted cross-entropy with a little weight decay. The result is a classifier like any other.
 */
public final class LogisticRegression {
    private static final ClassifierSettings SETTINGS = new ClassifierSettings(List.of(), 0, 40, 128, 3e-3, 1e-4, 0, 8);

    private LogisticRegression() {}

    /**
     * @param train n×d embeddings
     * @param validation not learned from: decides when to stop and which epoch to keep
     */
    public static NetworkFile train(
            LabelledRows train, LabelledRows validation, int classes, long seed, TrainingContext context) {
        return new ClassifierTraining(train.rows().columns(), classes, SETTINGS, context)
                .train(train, validation, seed);
    }
}
