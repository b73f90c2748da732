package dev.pentimento.learning.network;

import dev.pentimento.learning.network.layer.BatchNormalization;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Dropout;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * n×dimensions → n×classes logits through hidden layers of dense, BatchNorm, LeakyReLU and dropout, behind a BatchNorm
 * of the input. The last hidden layer's result is φ, the space in which the correction's contrastive term compares.
 */
public record MlpClassifier(int dimensions, List<Integer> hidden, int classes, float dropout)
        implements ClassifierArchitecture {

    public MlpClassifier {
        hidden = List.copyOf(hidden);
        Architecture.requirePositive("dimensions", dimensions);
        hidden.forEach(units -> Architecture.requirePositive("hidden", units));
        Architecture.requireRate("dropout", dropout);
        ClassifierArchitecture.requireClasses(classes);
    }

    @Override
    public Sequence penultimate() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new BatchNormalization("input", dimensions));
        int inputs = dimensions;
        for (int i = 0; i < hidden.size(); i++) {
            layers.add(Dense.of("dense" + i, inputs, hidden.get(i)));
            layers.add(new BatchNormalization("norm" + i, hidden.get(i)));
            layers.add(Reshaping.LEAKY_RELU);
            layers.add(new Dropout(dropout));
            inputs = hidden.get(i);
        }
        return new Sequence(layers);
    }

    @Override
    public Layer output() {
        return Dense.of("output", hidden.isEmpty() ? dimensions : hidden.get(hidden.size() - 1), classes);
    }
}
