package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.ClassifierFineTuning;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.Judgement;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Fine-tunes a classifier on labelled embeddings, instead of training a correction in front of it. */
public final class ClassifierRetraining {
    private static final int PARTS = 5;

    private final CorrectionSettings settings;
    private final TrainingContext context;

    /** @param settings settings for steps and replay, as for a correction */
    public ClassifierRetraining(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Trains on four fifths of the labels; the last fifth determines which step is kept, and whether the new classifier
     * is good enough.
     *
     * @param labelled n×d embeddings not used in training before
     * @param replay replay set with held-out images, for the new reference
     * @param classifier a classifier of these embeddings, in Pentimento's own format
     * @param scores scores of the classifier's reference
     * @throws IllegalArgumentException if the data are inconsistent, the classifier is TorchScript, or there are no
     *     held-out images
     */
    public RetrainedClassifier learn(
            LabelledRows labelled, ReplaySet replay, NetworkFile classifier, DriftScores scores, long seed) {
        if (!classifier.format().equals(NetworkFile.SAFETENSORS)) {
            throw new IllegalArgumentException(
                    "a classifier of format " + classifier.format() + " cannot be retrained");
        }
        if (replay.heldOut().size() == 0) {
            throw new IllegalArgumentException("the replay set has no held-out images to measure drift against");
        }
        labelled.requireUsable("labelled embeddings", replay.classes());
        SplittableRandom random = new SplittableRandom(seed);
        int[] parts = labelled.folds(PARTS, replay.classes(), random.split());
        LabelledRows validation = labelled.select(LabelledSource.inFold(parts, 0, true));
        NetworkFile learned = new ClassifierFineTuning(settings, context)
                .learn(
                        labelled.select(LabelledSource.inFold(parts, 0, false)),
                        validation,
                        replay,
                        classifier,
                        random.nextLong());
        Judgement judgement = new Judgement(
                judge(classifier, validation.rows(), replay).original().logits(),
                judge(learned, validation.rows(), replay).original().logits(),
                validation.labels(),
                replay.classes());
        Map<String, Double> figures = new LinkedHashMap<>(judgement.figures());
        figures.put("labels", (double) labelled.size());
        HeldOut heldOut =
                new HeldOut(replay.heldOut(), judge(learned, replay.heldOut().rows(), replay));
        // The held-out images are from before the drift that this classifier is for.
        DriftReference reference = heldOut.reference(scores, random.nextLong()).withoutFamiliarity();
        return new RetrainedClassifier(learned, judgement.accepts(), figures, reference);
    }

    private HeadOutputs judge(NetworkFile classifier, FloatMatrix rows, ReplaySet replay) {
        try (Heads heads =
                Networks.loadHeads(classifier, null, replay.dimensions(), replay.classes(), context.device())) {
            return heads.judge(rows);
        }
    }
}
