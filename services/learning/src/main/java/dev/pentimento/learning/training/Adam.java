package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with L2 weight decay (Kingma and Ba 2015, section 2, the form with the efficient order of computation), on the
 * engine's own kernel. DJL's optimizer of this name never frees its moments; this one does.
 */
public final class Adam implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float NO_CLIPPING = -1;

    private record Slot(NDArray weight, NDArray mean, NDArray variance) {}

    private final NDManager manager;
    private final List<Slot> slots = new ArrayList<>();
    private final float weightDecay;
    private int steps;

    /** Enables gradients for the trainable tensors among these, and takes ownership of them. */
    public Adam(Weights weights, List<TensorSpec> specs, float weightDecay) {
        this.manager = weights.newScratch();
        this.weightDecay = weightDecay;
        for (TensorSpec spec : specs) {
            if (spec.learned()) {
                NDArray weight = weights.get(spec.name());
                weight.setRequiresGradient(true);
                slots.add(new Slot(weight, manager.zeros(spec.shape()), manager.zeros(spec.shape())));
            }
        }
    }

    /** One step with the gradients of the last backward pass, which are then reset to zero. */
    public void update(double learningRate) {
        steps++;
        double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
        for (Slot slot : slots) {
            // Every call returns a new handle to the gradient; unclosed handles would accumulate.
            try (NDArray gradient = slot.weight().getGradient()) {
                slot.weight()
                        .getNDArrayInternal()
                        .adamUpdate(
                                new NDList(slot.weight(), gradient, slot.mean(), slot.variance()),
                                new NDList(slot.weight()),
                                (float) learningRate,
                                (float) (learningRate * correction),
                                weightDecay,
                                1,
                                NO_CLIPPING,
                                BETA1,
                                BETA2,
                                EPSILON,
                                false,
                                false);
            }
        }
    }

    /** Discards the gradients of a backward pass that was interrupted. */
    void discardGradients() {
        for (Slot slot : slots) {
            try (NDArray gradient = slot.weight().getGradient()) {
                gradient.subi(gradient);
            }
        }
    }

    /** Frees the moments; the weights are kept and no longer record gradients. */
    @Override
    public void close() {
        slots.forEach(slot -> slot.weight().setRequiresGradient(false));
        manager.close();
    }
}
