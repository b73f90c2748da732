package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.BestWeights;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Trains weights step by step. A moving average of the weights is validated before the first step and at each check,
 * and the best average is kept.
 */
record AveragedTraining(String phase, CorrectionSettings.Descent settings, TrainingContext context) {
    private static final int CHECKS = 20;

    @FunctionalInterface
    interface CheckListener {
        void checked(int step, double meanLoss, double lowestValidation);
    }

    /**
     * @param validation computes the loss of an average, without gradients
     * @param step performs a step and returns its loss
     * @param monitor called after each check with the mean loss and the lowest validation loss so far
     */
    Map<String, Tensor> train(
            Weights weights,
            List<TensorSpec> specs,
            ToDoubleFunction<Weights> validation,
            ToDoubleFunction<GradientDescent> step,
            CheckListener monitor) {
        try (Adam adam = new Adam(weights, specs, (float) settings.weightDecay());
                Weights frozen = weights.frozen();
                Weights average = Weights.copyOf(frozen, specs, context.device())) {
            BestWeights best = new BestWeights(average, specs);
            best.offer(validation.applyAsDouble(average));
            GradientDescent descent =
                    new GradientDescent(phase, adam, settings.learningRate(), settings.steps(), context);
            MovingAverage moving = new MovingAverage(specs, frozen, average);
            double sum = 0;
            for (int i = 1; i <= settings.steps(); i++) {
                sum += step.applyAsDouble(descent);
                moving.follow();
                if (i * CHECKS / settings.steps() > (i - 1) * CHECKS / settings.steps()) {
                    best.offer(validation.applyAsDouble(average));
                    monitor.checked(i, sum / i, best.lowest());
                }
            }
            return best.tensors();
        }
    }
}
