package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.List;

/** What a network computes, without its weights: the descriptor that is stored with them as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConvolutionalEncoder.class, name = "convolutional-encoder"),
    @JsonSubTypes.Type(value = SigmoidEncoder.class, name = "sigmoid-encoder"),
    @JsonSubTypes.Type(value = MlpClassifier.class, name = "mlp-classifier"),
    @JsonSubTypes.Type(value = ThesisClassifier.class, name = "thesis-classifier"),
    @JsonSubTypes.Type(value = ResidualCorrection.class, name = "residual-correction"),
    @JsonSubTypes.Type(value = ThesisCorrection.class, name = "thesis-correction")
})
public sealed interface Architecture permits EncoderArchitecture, ClassifierArchitecture, CorrectionArchitecture {

    /** Every tensor of the network, in a fixed order. */
    List<TensorSpec> tensors();

    /**
     * @param input float32, n rows
     * @return float32, n rows, in {@code input}'s manager
     */
    NDArray forward(NDArray input, Weights weights, Pass pass);

    /** The layers among which there may be BatchNorm to fold; see {@link Sequence#fold}. */
    default Sequence foldable() {
        return Sequence.of();
    }

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    static void requireRate(String name, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1): " + value);
        }
    }
}
