package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.network.layer.BatchNormalization;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The corrections of the master's thesis, n×dimensions → n×dimensions, every layer d units wide. Neither has a frame of
 * reference: their outputs need not be in the same place as their inputs.
 *
 * @see <a href="https://github.com/Berack96/upo-AIContrastive">the thesis's notebooks</a>
 */
public record ThesisCorrection(int dimensions, Form form) implements CorrectionArchitecture {

    /** The forms, in the order in which the thesis used them. */
    public enum Form {
        /** BatchNorm of the input; dense, BatchNorm and LeakyReLU three times; dense. */
        BATCH_NORMALIZED,
        /** The input scaled to length one; dense, LeakyReLU, dense. */
        UNIT_INPUT
    }

    private static final int NORMALIZED_LAYERS = 3;

    public ThesisCorrection {
        Architecture.requirePositive("dimensions", dimensions);
    }

    @Override
    public List<TensorSpec> tensors() {
        return layers().tensors();
    }

    @Override
    public Sequence foldable() {
        return layers();
    }

    @Override
    public NDArray forward(NDArray embeddings, Weights weights, Pass pass) {
        return layers().apply(embeddings, weights, pass);
    }

    private Sequence layers() {
        return switch (form) {
            case BATCH_NORMALIZED -> batchNormalized();
            case UNIT_INPUT ->
                Sequence.of(
                        Reshaping.UNIT_LENGTH,
                        Dense.of("dense0", dimensions, dimensions),
                        Reshaping.THESIS_LEAKY_RELU,
                        Dense.of("dense1", dimensions, dimensions));
        };
    }

    private Sequence batchNormalized() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new BatchNormalization("input", dimensions));
        for (int i = 0; i < NORMALIZED_LAYERS; i++) {
            layers.add(Dense.of("dense" + i, dimensions, dimensions));
            layers.add(new BatchNormalization("norm" + i, dimensions));
            layers.add(Reshaping.THESIS_LEAKY_RELU);
        }
        layers.add(Dense.of("dense" + NORMALIZED_LAYERS, dimensions, dimensions));
        return new Sequence(layers);
    }
}
