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
 * The classifiers of the master's thesis, n×dimensions → n×classes: BatchNorm of the input, then dense layers of d,
 * d/2, d/3 and d/4 units with dropout, then the logits. In its last form there is only dropout between the dense
 * layers, so that it is in fact a linear classifier; in its earlier form each layer has BatchNorm and LeakyReLU. φ is
 * the output of the last hidden layer.
 *
 * @see <a href="https://github.com/Berack96/upo-AIContrastive">the thesis's notebooks</a>
 */
public record ThesisClassifier(int dimensions, int classes, float dropout, Form form)
        implements ClassifierArchitecture {

    /** What follows each dense layer, before dropout. */
    public enum Form {
        LINEAR,
        BATCH_NORMALIZED
    }

    private static final int HIDDEN_LAYERS = 4;

    public ThesisClassifier {
        Architecture.requirePositive("dimensions / " + HIDDEN_LAYERS, dimensions / HIDDEN_LAYERS);
        Architecture.requireRate("dropout", dropout);
        ClassifierArchitecture.requireClasses(classes);
    }

    @Override
    public Sequence penultimate() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new BatchNormalization("input", dimensions));
        int inputs = dimensions;
        for (int i = 0; i < HIDDEN_LAYERS; i++) {
            int units = dimensions / (i + 1);
            layers.add(Dense.of("dense" + i, inputs, units));
            if (form == Form.BATCH_NORMALIZED) {
                layers.add(new BatchNormalization("norm" + i, units));
                layers.add(Reshaping.THESIS_LEAKY_RELU);
            }
            layers.add(new Dropout(dropout));
            inputs = units;
        }
        return new Sequence(layers);
    }

    @Override
    public Layer output() {
        return Dense.of("output", dimensions / HIDDEN_LAYERS, classes);
    }
}
