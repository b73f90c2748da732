package dev.pentimento.learning.training;

import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.Tensor;
import java.util.List;
import java.util.Map;

/** Keeps a copy of the weights with the lowest validation loss, and counts the offers since then. */
public final class BestWeights {
    private final Weights weights;
    private final List<TensorSpec> specs;
    private Map<String, Tensor> best;
    private double lowest = Double.POSITIVE_INFINITY;
    private int worse;

    public BestWeights(Weights weights, List<TensorSpec> specs) {
        this.weights = weights;
        this.specs = specs;
        this.best = weights.tensors(specs);
    }

    public void offer(double validation) {
        if (validation < lowest) {
            lowest = validation;
            best = weights.tensors(specs);
            worse = 0;
        } else {
            worse++;
        }
    }

    /** Number of consecutive offers that were not better. */
    public int worse() {
        return worse;
    }

    public double lowest() {
        return lowest;
    }

    public Map<String, Tensor> tensors() {
        return best;
    }
}
