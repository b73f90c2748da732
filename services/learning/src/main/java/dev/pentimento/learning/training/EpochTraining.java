package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Epochs over rows in random batches. Stops when the validation loss no longer improves, and keeps the weights of the
 * best epoch.
 */
final class EpochTraining {
    /** The network to be trained. */
    interface Model {
        /** All weights that take part in training. */
        List<TensorSpec> tensors();

        /** The network that is kept. */
        default List<TensorSpec> kept() {
            return tensors();
        }

        /** Row numbers of one epoch's batches. */
        List<int[]> batches(int batch, RandomGenerator random);

        /** A single value in {@code scratch}. */
        NDArray loss(int[] rows, Weights weights, NDManager scratch, SplittableRandom random);

        /** @param weights weights without gradients */
        double validate(Weights weights);
    }

    /** @param patience number of epochs without a better validation loss after which training stops */
    record Schedule(String phase, int epochs, int batch, double learningRate, double weightDecay, int patience) {}

    private final Schedule schedule;
    private final TrainingContext context;

    EpochTraining(Schedule schedule, TrainingContext context) {
        this.schedule = schedule;
        this.context = context;
    }

    Map<String, Tensor> train(Model model, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        try (Weights weights = Weights.initial(model.tensors(), random, context.device());
                Adam adam = new Adam(weights, model.tensors(), (float) schedule.weightDecay());
                Weights frozen = weights.frozen()) {
            BestWeights best = new BestWeights(weights, model.kept());
            int steps =
                    schedule.epochs() * model.batches(schedule.batch(), random).size();
            GradientDescent descent =
                    new GradientDescent(schedule.phase(), adam, schedule.learningRate(), steps, context);
            for (int epoch = 1; epoch <= schedule.epochs() && best.worse() < schedule.patience(); epoch++) {
                double loss = 0;
                List<int[]> batches = model.batches(schedule.batch(), random);
                for (int[] rows : batches) {
                    loss += descent.step(rows, weights, (part, scratch) -> model.loss(part, weights, scratch, random))
                            / batches.size();
                }
                double validation = model.validate(frozen);
                best.offer(validation);
                context.report(schedule.phase(), epoch, schedule.epochs(), loss, validation, start);
            }
            return best.tensors();
        }
    }
}
