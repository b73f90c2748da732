package dev.pentimento.learning.correction;

import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A correction behind one alignment, trained member by member: first the members that the choice needs, then the rest.
 */
final class Candidate {
    /** An alignment moves all images, including those that have not drifted, so it must be clearly better. */
    private static final double PRICE_OF_ALIGNMENT = 1.03;

    private final LabelledRows labelled;
    private final Alignment alignment;
    private final ReplaySet replay;
    private final CorrectionSettings settings;
    private final CandidateProgress progress;
    private final FloatMatrix original;
    private final Instant start;
    private final int membersToChoose;
    private final int members;
    private final Bag bag;

    Candidate(
            LabelledRows labelled,
            Folds folds,
            Alignment alignment,
            ReplaySet replay,
            FrozenClassifier frozen,
            CorrectionSettings settings,
            CandidateProgress progress,
            long seed) {
        this.labelled = labelled;
        this.alignment = alignment;
        this.replay = replay;
        this.settings = settings;
        this.progress = progress;
        this.start = progress.context().clock().instant();
        this.original = frozen.logits(labelled.rows());
        this.members = folds.count();
        this.membersToChoose = (members + 1) / 2;
        FloatMatrix reference = replay.rows().rows();
        ResidualTraining training = new ResidualTraining(
                frozen,
                Exemplars.of(replay, frozen),
                Rehearsal.of(
                        replay.rows().with(alignment.apply(reference)),
                        alignment.kind(),
                        settings,
                        new SplittableRandom(seed)),
                Moments.of(reference),
                settings,
                progress.context());
        this.bag = new Bag(
                folds, labelled.with(alignment.apply(labelled.rows())), training, new SplittableRandom(seed), progress);
    }

    void learnToChoose() {
        bag.learn(membersToChoose);
    }

    /**
     * Class-weighted cross-entropy over the validation labels of the first half of the members, including the penalty
     * for an alignment.
     */
    double choiceLoss() {
        learnToChoose();
        double price = alignment.kind() == Alignment.Kind.IDENTITY ? 1 : PRICE_OF_ALIGNMENT;
        return price * judgement(membersToChoose).correctedLoss();
    }

    TrainedCorrection complete() {
        bag.learn(members);
        Judgement judgement = judgement(members);
        Map<String, Double> figures = new LinkedHashMap<>(judgement.figures());
        figures.put("labels", (double) labelled.size());
        figures.put(TrainedCorrection.CHOICE, choiceLoss());
        return new TrainedCorrection(
                network(),
                judgement.accepts(),
                alignment.kind(),
                figures,
                progress.context().since(start));
    }

    private Judgement judgement(int ofMembers) {
        return bag.judgement(ofMembers, labelled, original, replay.classes());
    }

    /**
     * The mean of several residuals with the same frame is itself a residual: their hidden units are concatenated, and
     * their last layers divided by their number.
     */
    private NetworkFile network() {
        boolean aligned = alignment.kind() != Alignment.Kind.IDENTITY;
        int dimensions = replay.dimensions();
        ResidualCorrection architecture = new ResidualCorrection(
                dimensions, settings.hidden() * members, settings.terms().dropout(), aligned);
        return Network.file(architecture, Averaging.tensors(bag.members(), alignment, dimensions, settings.hidden()));
    }
}
