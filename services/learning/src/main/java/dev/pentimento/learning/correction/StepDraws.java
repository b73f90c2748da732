package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.Draws;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws the points of each step, with noise: labelled points, each equally often, and replayed points. */
final class StepDraws {
    private final LabelledRows train;
    private final LabelledRows replay;
    private final Amounts amounts;
    private final float[] deviation;
    private final SplittableRandom random;
    private final float[] trainWeights;
    private final float[] replayWeights;
    private int[] order = new int[0];
    private int next;

    /**
     * The numbers of points, and the amount of noise.
     *
     * @param labelled maximum number of labelled points in a step
     * @param replayed number of replayed points in a step
     * @param replayWeight weight of a replayed point relative to a labelled one
     * @param noise in standard deviations
     */
    record Amounts(int labelled, int replayed, double replayWeight, double noise, int classes) {
        Amounts(CorrectionSettings settings, int replayed, int classes) {
            this(
                    settings.descent().batch(),
                    replayed,
                    settings.terms().replayWeight(),
                    settings.terms().noise(),
                    classes);
        }
    }

    /**
     * The points of one step.
     *
     * @param points labelled points, then replayed points
     * @param pointWeights of each point's class, summing to one over the labelled ones and to the replay weight over
     *     the others
     * @param labelledRows row numbers of the labelled points
     */
    @SuppressWarnings("ArrayRecordComponent") // Exists for one step.
    record Drawn(LabelledRows points, float[] pointWeights, int[] labelledRows) {

        /**
         * Numbers of all points, with labelled and replayed ones mixed evenly, so that every contiguous part has its
         * share of both.
         */
        int[] mixed() {
            int labelled = labelledRows.length;
            int replayed = points.size() - labelled;
            return IntStream.range(0, points.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            i -> i < labelled ? (i + 0.5) / labelled : (i - labelled + 0.5) / replayed))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** Weights of some points, scaled up so that the mean over the parts equals that of all points. */
    static float[] part(float[] weights, int[] some) {
        float[] part = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            part[i] = weights[some[i]] * weights.length / some.length;
        }
        return part;
    }

    StepDraws(LabelledRows train, LabelledRows replay, Amounts amounts, Moments frame, SplittableRandom random) {
        this.train = train;
        this.replay = replay;
        this.amounts = amounts;
        this.deviation = frame.deviation();
        this.random = random;
        this.trainWeights = train.balancedWeights(amounts.classes());
        this.replayWeights = replay.balancedWeights(amounts.classes());
    }

    Drawn next() {
        int[] chosen = new int[Math.min(amounts.labelled(), train.size())];
        for (int i = 0; i < chosen.length; i++) {
            if (next == order.length) {
                order = Shuffle.of(train.size(), random);
                next = 0;
            }
            chosen[i] = order[next++];
        }
        LabelledRows clean =
                train.select(chosen).and(replay.select(Draws.sample(replay.size(), amounts.replayed(), random)));
        float[] noisy = Draws.noisy(clean.rows(), deviation, amounts.noise(), random);
        LabelledRows points =
                clean.with(new FloatMatrix(clean.size(), clean.rows().columns(), noisy));
        float[] weights = new float[points.size()];
        share(points.labels(), trainWeights, 1, weights, 0, chosen.length);
        share(points.labels(), replayWeights, amounts.replayWeight(), weights, chosen.length, points.size());
        return new Drawn(points, weights, chosen);
    }

    private static void share(int[] labels, float[] classWeights, double all, float[] target, int from, int to) {
        double total = 0;
        for (int i = from; i < to; i++) {
            total += classWeights[labels[i]];
        }
        for (int i = from; i < to; i++) {
            target[i] = (float) (all * classWeights[labels[i]] / total);
        }
    }
}
