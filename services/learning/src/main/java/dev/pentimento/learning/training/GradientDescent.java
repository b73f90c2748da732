package dev.pentimento.learning.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.pentimento.learning.network.layer.Weights;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of one training run: forward, backward, update, with a learning rate that falls from its initial value to
 * zero along half a cosine (Loshchilov and Hutter 2017).
 */
public final class GradientDescent {
    /**
     * The engine records gradients for only one training run at a time and throws if a second one starts; this lock
     * makes the second one wait.
     */
    private static final ReentrantLock RECORDING = new ReentrantLock();

    private static final Logger LOG = LoggerFactory.getLogger(GradientDescent.class);
    private static final int CONSTANT = 0;

    /** BatchNorm needs at least two rows. */
    private static final int SMALLEST_BATCH = 2;

    private final String phase;
    private final Adam adam;
    private final double firstRate;
    private final int planned;
    private final TrainingContext context;
    private int steps;
    private double position;
    private int largestBatch = Integer.MAX_VALUE;

    /** @param planned number of steps over which the learning rate falls to zero */
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
     * @param loss computes a single value; the caller must close the manager of its arrays
     * @return the loss before the step
     * @throws TrainingDivergedException if it is not finite
     * @throws TrainingOutOfMemoryException if there is not enough memory; the weights are unchanged
     * @throws TrainingCancelledException if the listener cancels
     */
    public double step(Supplier<NDArray> loss) {
        return step(loss, 1);
    }

    /**
     * One step over these rows or, if there is not enough memory, a step over each half of them. Later batches are then
     * no larger than that half.
     *
     * @param rows row numbers that {@code loss} understands
     * @param loss computes the loss of some of the rows, in the given manager
     * @return the loss before the step; with several steps, their mean
     * @throws TrainingOutOfMemoryException if there is not enough memory for two rows
     */
    public double step(int[] rows, Weights weights, BiFunction<int[], NDManager, NDArray> loss) {
        return step(rows, weights, loss, 1);
    }

    private double step(int[] rows, Weights weights, BiFunction<int[], NDManager, NDArray> loss, double share) {
        if (rows.length <= largestBatch) {
            try (NDManager scratch = weights.newScratch()) {
                return step(() -> loss.apply(rows, scratch), share);
            } catch (TrainingOutOfMemoryException e) {
                if (rows.length < 2 * SMALLEST_BATCH) {
                    throw e;
                }
                largestBatch = (rows.length + 1) / 2;
                LOG.warn("{}; continuing with batches of {}", e.getMessage(), largestBatch);
            }
        }
        int middle = (rows.length + 1) / 2;
        double first = step(Arrays.copyOfRange(rows, 0, middle), weights, loss, share / 2);
        return (first + step(Arrays.copyOfRange(rows, middle, rows.length), weights, loss, share / 2)) / 2;
    }

    /** @param share share of a planned step, so that the learning rate falls as planned */
    private double step(Supplier<NDArray> loss, double share) {
        context.checkCancelled(phase);
        double rate = rate();
        steps++;
        double value = backwardOrOutOfMemory(loss);
        position += share;
        if (!Double.isFinite(value)) {
            throw new TrainingDivergedException(phase, steps, value, rate);
        }
        adam.update(rate);
        return value;
    }

    private double rate() {
        return planned == CONSTANT
                ? firstRate
                : firstRate * (1 + Math.cos(Math.PI * Math.min(1, position / planned))) / 2;
    }

    private double backwardOrOutOfMemory(Supplier<NDArray> loss) {
        try {
            return backward(loss);
        } catch (EngineException | OutOfMemoryError e) {
            if (!TrainingOutOfMemoryException.isMeant(e)) {
                throw e;
            }
            adam.discardGradients();
            throw new TrainingOutOfMemoryException(phase, steps, e);
        }
    }

    /** Computes a loss and the gradients of all tensors that record them. */
    public static double backward(Supplier<NDArray> loss) {
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
