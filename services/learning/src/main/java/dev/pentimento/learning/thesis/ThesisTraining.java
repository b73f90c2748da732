package dev.pentimento.learning.thesis;

import dev.pentimento.learning.contrastive.Pairs;
import dev.pentimento.learning.contrastive.SiameseTraining;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Correction;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.ThesisClassifier;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Instant;
import java.util.SplittableRandom;

/** Trains the thesis's networks on embeddings: a classifier, and then a correction by pairs in front of it. */
public final class ThesisTraining {
    private final ThesisSettings settings;
    private final TrainingContext context;

    public ThesisTraining(ThesisSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * @param train n×d embeddings
     * @param validation not trained on; decides when to stop and which epoch to keep
     */
    public NetworkFile classifier(LabelledRows train, LabelledRows validation, int classes, long seed) {
        ThesisClassifier architecture = new ThesisClassifier(
                train.rows().columns(), classes, settings.classifier().dropout(), settings.form());
        return new ClassifierTraining(architecture, settings.classifier(), context)
                .train(train.requireUsable("train", classes), validation.requireUsable("validation", classes), seed);
    }

    /**
     * @param train n×d embeddings, whose errors and doubtful points form the pairs; the affine undo is fitted to them
     * @param validation not trained on; decides which epoch to keep
     * @param classifier any classifier of these embeddings; it does not change
     * @throws IllegalArgumentException if the classifier makes no errors, and so there are no pairs
     */
    public ThesisCorrected correct(
            LabelledRows train,
            LabelledRows validation,
            NetworkFile classifier,
            int classes,
            ThesisLoss loss,
            long seed) {
        Instant start = context.clock().instant();
        SplittableRandom seeds = new SplittableRandom(seed);
        int dimensions = train.rows().columns();
        SiameseTraining.Result result;
        try (Classifier judge = Networks.loadClassifier(classifier, dimensions, classes, context.device())) {
            Pairs trainPairs = pairs(train, judge, seeds.nextLong());
            Pairs validationPairs = pairs(validation, judge, seeds.nextLong());
            result = new SiameseTraining(settings.siamese().with(loss.loss()), context)
                    .train(trainPairs, validationPairs, dimensions, seeds.nextLong());
        }
        try (Correction correction = Networks.loadCorrection(result.correction(), dimensions, context.device())) {
            FloatMatrix corrected = correction.correct(train.rows());
            return new ThesisCorrected(
                    loss,
                    result.correction(),
                    AffineUndo.fit(corrected, train.rows()),
                    result.history(),
                    context.since(start));
        }
    }

    /** The same classifier retrained on corrected embeddings, to see whether they are easier to distinguish. */
    public NetworkFile retrained(
            ThesisCorrected corrected, LabelledRows train, LabelledRows validation, int classes, long seed) {
        int dimensions = train.rows().columns();
        try (Correction correction = Networks.loadCorrection(corrected.correction(), dimensions, context.device())) {
            return classifier(
                    train.with(correction.correct(train.rows())),
                    validation.with(correction.correct(validation.rows())),
                    classes,
                    seed);
        }
    }

    private Pairs pairs(LabelledRows points, Classifier classifier, long seed) {
        return Pairs.of(
                points,
                classifier.probabilities(points.rows()),
                settings.siamese().pairs(),
                seed);
    }
}
