package dev.pentimento.learning.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Steps of one training: forward, backward, update, with the learning rate falling from its start to zero along half a
 * cosine (Loshchilov and Hutter 2017).
 */
public final class GradientDescent {
    /** The engine records gradients for one training at a time and throws at a second one; here it waits. */
    private static final ReentrantLock RECORDING = new ReentrantLock();

    private static final int CONSTANT = 0;

    private final String phase;
    private final Adam adam;
    private final double firstRate;
    private final int planned;
    private final TrainingContext context;
    private int steps;

    /** @param planned steps, over which the learning rate falls to zero */
    public GradientDescent(String phase, Adam adam, double firstRate, int planned, TrainingContext context) {
        this.phase = phase;
        this.adam = adam;
        this.firstRate = firstRate;
        this.planned = planned;
        this.context = context;
    }

    /** With the same learning rate in every step. */
    public static GradientDescent constant(String phase, Adam adam, double rate, TrainingContext context) {
        return new GradientDescent(phase, adam, rate, CONSTANT, context);
    }

    /**
     * @param loss computes a single value; its arrays' manager is the caller's to close
     * @return the loss before the step
     * @throws TrainingDivergedException if it is not finite
     * @throws TrainingCancelledException if the listener wants it
     */
    public double step(Supplier<NDArray> loss) {
        context.checkCancelled(phase);
        double rate = rate();
        steps++;
        double value = backward(loss);
        if (!Double.isFinite(value)) {
            throw new TrainingDivergedException(phase, steps, value, rate);
        }
        adam.update(rate);
        return value;
    }

    private double rate() {
        return planned == CONSTANT
                ? firstRate
                : firstRate * (1 + Math.cos(Math.PI * Math.min(1, (double) steps / planned))) / 2;
    }

    /** Computes a loss and leaves its gradients with the weights. */
    static double backward(Supplier<NDArray> loss) {
        RECORDING.lock();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray result = loss.get();
            collector.backward(result);
            return result.getFloat();
        } finally {
            RECORDING.unlock();
        }
    }
}
