package dev.pentimento.learning.correction;

import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Trains a correction of embeddings in front of a frozen classifier. It consists of an alignment, if one helps, and of
 * a residual that starts as the identity. The residual learns from all labelled points by cross-entropy and against
 * exemplars, with replayed training points. The step with the lowest validation loss is kept, and the correction is
 * accepted only if validation shows a gain.
 */
public final class CorrectionTraining {
    static final String PHASE = "correction";
    /** A correction needs this many labelled images that no other network was trained on. */
    public static final int FEWEST_LABELS = 20;

    private final CorrectionSettings settings;
    private final TrainingContext context;

    public CorrectionTraining(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Trains the better one of {@link #candidates} with less work: half of a bag's members suffice to choose.
     *
     * @param labelled n×d embeddings not used in training before, at least {@value #FEWEST_LABELS}
     * @param classifier a classifier of these embeddings, in our own format or TorchScript
     * @throws IllegalArgumentException if the data are inconsistent or there are too few
     */
    public TrainedCorrection learn(LabelledRows labelled, ReplaySet replay, NetworkFile classifier, long seed) {
        return withCandidates(labelled, replay, classifier, seed, candidates -> {
            Candidate best = candidates.get(0);
            if (candidates.size() > 1) {
                candidates.forEach(Candidate::learnToChoose);
                best = Collections.min(candidates, Comparator.comparingDouble(Candidate::choiceLoss));
            }
            return best.complete();
        });
    }

    /**
     * One correction without an alignment and, if the settings allow it, one behind the alignment that fits the labels
     * best, in this order. Which of the two is better depends on the drift. The one with the lower class-weighted
     * cross-entropy on labels that it was not trained on is chosen; the aligned one must be lower by 3 %.
     *
     * <p>That figure does not show the advantage of a bag over a single correction: each label is evaluated by the one
     * member that has not seen it, while the bag is the mean of all members.
     *
     * @return never empty
     */
    public List<TrainedCorrection> candidates(
            LabelledRows labelled, ReplaySet replay, NetworkFile classifier, long seed) {
        return withCandidates(
                labelled,
                replay,
                classifier,
                seed,
                candidates -> candidates.stream().map(Candidate::complete).toList());
    }

    private <T> T withCandidates(
            LabelledRows labelled,
            ReplaySet replay,
            NetworkFile classifier,
            long seed,
            Function<List<Candidate>, T> use) {
        requireUsable(labelled, replay);
        Folds folds = Folds.of(labelled, settings.folds(), replay.classes(), new SplittableRandom(seed));
        try (FrozenClassifier frozen = FrozenClassifier.load(classifier, replay.dimensions(), context.device())) {
            List<Alignment> alignments =
                    Alignments.candidates(labelled, replay.rows().rows(), frozen, settings.align());
            CandidateProgress progress = new CandidateProgress(alignments.size() * folds.count(), settings, context);
            return use.apply(alignments.stream()
                    .map(alignment ->
                            new Candidate(labelled, folds, alignment, replay, frozen, settings, progress, seed))
                    .toList());
        }
    }

    /** One correction without an alignment, from these labels, validated on those. */
    public TrainedCorrection learn(
            LabelledRows train, LabelledRows validation, ReplaySet replay, NetworkFile classifier, long seed) {
        requireUsable(train, replay);
        requireUsable(validation, replay);
        Folds folds = Folds.given(train.size(), validation.size());
        try (FrozenClassifier frozen = FrozenClassifier.load(classifier, replay.dimensions(), context.device())) {
            Alignment none = Alignment.identity(replay.dimensions());
            CandidateProgress progress = new CandidateProgress(1, settings, context);
            return new Candidate(train.and(validation), folds, none, replay, frozen, settings, progress, seed)
                    .complete();
        }
    }

    private static void requireUsable(LabelledRows labelled, ReplaySet replay) {
        labelled.requireUsable("labelled embeddings", replay.classes());
        if (labelled.rows().columns() != replay.dimensions()) {
            throw new IllegalArgumentException("labelled embeddings have "
                    + labelled.rows().columns() + " dimensions, the replay set " + replay.dimensions());
        }
        requireEnough(labelled.size());
    }

    /** @throws IllegalArgumentException if there are too few labels */
    public static void requireEnough(int labels) {
        if (labels < FEWEST_LABELS) {
            throw new IllegalArgumentException(
                    "a correction needs " + FEWEST_LABELS + " labelled images of its own, but there are " + labels);
        }
    }
}
