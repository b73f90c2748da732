package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Learns a correction of embeddings in front of a frozen classifier: an alignment if one helps, and on top of it a
 * residual that starts as the identity, learned from all labelled points by cross-entropy and against exemplars, with
 * replayed training points, kept at the lowest validation loss, and accepted only if validation shows a gain.
 */
public final class CorrectionTraining {
    static final String PHASE = "correction";
    private static final int FEWEST_LABELS = 20;

    private final CorrectionSettings settings;
    private final TrainingContext context;

    public CorrectionTraining(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Learns the better one of {@link #candidates}, with less work: half of a bag's members are enough to tell which it is.
     *
     * @param labelled n×d embeddings that nothing was learned from, at least {@value #FEWEST_LABELS}
     * @param classifier of these embeddings, an own one or TorchScript
     * @throws IllegalArgumentException if the data do not fit each other or are too few
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
     * One correction without an alignment and, where the settings allow it, one behind the alignment that fits the labels
     * best, in this order. Which of the two is better depends on the drift, and nobody needs to know it: the one whose
     * class-weighted cross-entropy is lower on labels that it did not learn from; the aligned one must be lower by 3 %.
     *
     * <p>That figure does not tell a bag from a single correction: every label is judged by the one member that did not
     * see it. The bag is their mean.
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

    /** @throws IllegalArgumentException if so few labels teach nothing */
    public static void requireEnough(int labels) {
        if (labels < FEWEST_LABELS) {
            throw new IllegalArgumentException(
                    "a correction needs " + FEWEST_LABELS + " labelled images of its own, there are " + labels);
        }
    }
}
