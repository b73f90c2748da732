package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Dropout;
import dev.pentimento.learning.network.layer.InitialValues;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * c(x) = a(x) + s·g((a(x) − m)/s), n×dimensions → n×dimensions. m and s are mean and standard deviation of the training
 * embeddings; g is dense, LeakyReLU, dropout, dense, its last layer zero at the start, so that learning starts from the
 * identity; a is an affine alignment x·Aᵀ + b of drifted embeddings to the training ones, or nothing.
 */
public record ResidualCorrection(int dimensions, int hidden, float dropout, boolean aligned)
        implements CorrectionArchitecture {

    public ResidualCorrection {
        Architecture.requirePositive("dimensions", dimensions);
        Architecture.requirePositive("hidden", hidden);
        Architecture.requireRate("dropout", dropout);
    }

    @Override
    public List<TensorSpec> tensors() {
        List<TensorSpec> tensors = new ArrayList<>();
        if (aligned) {
            tensors.add(TensorSpec.fixed("align.weight", InitialValues.identity(dimensions), dimensions, dimensions));
            tensors.add(TensorSpec.fixed("align.bias", InitialValues.ZERO, dimensions));
        }
        tensors.add(TensorSpec.fixed("mean", InitialValues.ZERO, dimensions));
        tensors.add(TensorSpec.fixed("deviation", InitialValues.ONE, dimensions));
        tensors.addAll(residual().tensors());
        return List.copyOf(tensors);
    }

    @Override
    public NDArray forward(NDArray embeddings, Weights weights, Pass pass) {
        NDArray base = align(embeddings, weights);
        NDArray deviation = weights.get("deviation");
        NDArray normalized = base.sub(weights.get("mean")).div(deviation);
        return base.add(residual().apply(normalized, weights, pass).mul(deviation));
    }

    /** a(x), which is {@code embeddings} itself if there is no alignment. */
    private NDArray align(NDArray embeddings, Weights weights) {
        return aligned
                ? Dense.of("align", dimensions, dimensions).apply(embeddings, weights, Pass.INFERENCE)
                : embeddings;
    }

    private Sequence residual() {
        return Sequence.of(
                Dense.of("dense0", dimensions, hidden),
                Reshaping.LEAKY_RELU,
                new Dropout(dropout),
                Dense.startingAtZero("dense1", hidden, dimensions));
    }
}
