package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.ThesisClassifier;
import dev.pentimento.learning.training.ClassifierSettings;

/** The classifier behind the correction. */
enum Head {
    MLP("MLP"),
    /** The thesis's classifier: dense layers without activations. */
    LINEAR("linear head");

    private final String words;

    Head(String words) {
        this.words = words;
    }

    ClassifierArchitecture architecture(int dimensions, int classes, ClassifierSettings settings) {
        return this == MLP
                ? new MlpClassifier(dimensions, settings.hidden(), classes, settings.dropout())
                : new ThesisClassifier(dimensions, classes, settings.dropout(), ThesisClassifier.Form.LINEAR);
    }

    @Override
    public String toString() {
        return words;
    }
}
