package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learns a correction of embeddings in front of a frozen classifier: an alignment if one helps, and on top of it a
 * residual that starts as the identity, learned from all labelled points by cross-entropy and against exemplars, with
 * replayed training points, kept at the lowest validation loss, and accepted only if validation shows a gain.
 */
public final class CorrectionTraining {
    static final String PHASE = "correction";
    private static final int FEWEST_LABELS = 20;
    private static final int PARTS_OF_SINGLE = 5;

    private final CorrectionSettings settings;
    private final TrainingContext context;

    public CorrectionTraining(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * @param labelled n×d embeddings that nothing was learned from, at least {@value #FEWEST_LABELS}
     * @param classifier an own classifier of these embeddings
     * @throws IllegalArgumentException if the data do not fit each other or are too few
     */
    public TrainedCorrection learn(LabelledRows labelled, ReplaySet replay, NetworkFile classifier, long seed) {
        Instant start = context.clock().instant();
        requireUsable(labelled, replay);
        try (FrozenClassifier frozen = FrozenClassifier.load(classifier, context.device())) {
            FloatMatrix reference = replay.rows().rows();
            Alignment alignment = Alignments.choose(labelled, reference, frozen, settings.align());
            ResidualTraining training = new ResidualTraining(
                    frozen,
                    Exemplars.of(replay, frozen),
                    replay.rows().with(alignment.apply(reference)),
                    Moments.of(reference),
                    settings,
                    context);
            Bag bag =
                    learnBag(training, labelled.with(alignment.apply(labelled.rows())), replay.classes(), seed, start);
            Judgement judgement = bag.judgement(labelled, frozen.logits(labelled.rows()), replay.classes());
            Map<String, Double> figures = new LinkedHashMap<>(judgement.figures());
            figures.put("labels", (double) labelled.size());
            NetworkFile network = assemble(bag.members(), alignment, replay.dimensions());
            return new TrainedCorrection(network, judgement.accepts(), alignment.kind(), figures, context.since(start));
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

    /** Members and, for every validation row, the logits of the member that did not learn from it. */
    private record Bag(List<Map<String, Tensor>> members, int[] validationRows, List<FloatMatrix> logits) {

        Judgement judgement(LabelledRows labelled, FloatMatrix original, int classes) {
            float[] corrected = new float[validationRows.length * classes];
            int offset = 0;
            for (FloatMatrix part : logits) {
                System.arraycopy(part.values(), 0, corrected, offset, part.values().length);
                offset += part.values().length;
            }
            return new Judgement(
                    original.select(validationRows),
                    new FloatMatrix(validationRows.length, classes, corrected),
                    labelled.select(validationRows).labels(),
                    classes);
        }
    }

    private Bag learnBag(ResidualTraining training, LabelledRows aligned, int classes, long seed, Instant start) {
        SplittableRandom random = new SplittableRandom(seed);
        int parts = settings.folds() == 1 ? PARTS_OF_SINGLE : settings.folds();
        int[] folds = aligned.folds(parts, classes, random);
        List<Map<String, Tensor>> members = new ArrayList<>();
        List<FloatMatrix> logits = new ArrayList<>();
        List<Integer> validationRows = new ArrayList<>();
        for (int fold = 0; fold < settings.folds(); fold++) {
            int[] validation = LabelledRows.inFold(folds, fold, true);
            int done = fold * settings.steps();
            ResidualTraining.Learned learned = training.learn(
                    aligned.select(LabelledRows.inFold(folds, fold, false)),
                    aligned.select(validation),
                    random.nextLong(),
                    (step, loss, lowest) -> context.report(
                            PHASE, done + step, settings.folds() * settings.steps(), loss, lowest, start));
            members.add(learned.tensors());
            logits.add(learned.validationLogits());
            java.util.Arrays.stream(validation).forEach(validationRows::add);
        }
        return new Bag(
                members, validationRows.stream().mapToInt(Integer::intValue).toArray(), logits);
    }

    /**
     * The mean of several residuals with one frame is itself a residual: their hidden units side by side, the last
     * layers divided by their number.
     */
    private NetworkFile assemble(List<Map<String, Tensor>> members, Alignment alignment, int dimensions) {
        boolean aligned = alignment.kind() != Alignment.Kind.IDENTITY;
        int hidden = settings.hidden() * members.size();
        ResidualCorrection architecture = new ResidualCorrection(dimensions, hidden, settings.dropout(), aligned);
        return Network.file(architecture, Averaging.tensors(members, alignment, dimensions, settings.hidden()));
    }
}
