package dev.pentimento.learning.version;

import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import java.util.Map;
import java.util.TreeMap;

/** Settings by name, for the registry. */
final class Recipe {
    private Recipe() {}

    /** Settings of a version that is trained completely by Pentimento. */
    static Map<String, String> describe(VersionSettings settings) {
        Map<String, String> recipe = new TreeMap<>(settings.correction().describe());
        EncoderSettings encoder = settings.encoder();
        recipe.put("encoder.dimensions", Integer.toString(encoder.dimensions()));
        recipe.put("encoder.epochs", Integer.toString(encoder.epochs()));
        recipe.put("encoder.batch", Integer.toString(encoder.batch()));
        recipe.put("encoder.learning_rate", Double.toString(encoder.learningRate()));
        recipe.put("encoder.divergence_weight", Double.toString(encoder.divergenceWeight()));
        recipe.put("encoder.classification_weight", Double.toString(encoder.classificationWeight()));
        recipe.put("encoder.shift", Double.toString(encoder.shift()));
        ClassifierSettings classifier = settings.classifier();
        recipe.put("classifier.hidden", classifier.hidden().toString());
        recipe.put("classifier.dropout", Float.toString(classifier.dropout()));
        recipe.put("classifier.epochs", Integer.toString(classifier.epochs()));
        recipe.put("classifier.batch", Integer.toString(classifier.batch()));
        recipe.put("classifier.learning_rate", Double.toString(classifier.learningRate()));
        recipe.put("classifier.weight_decay", Double.toString(classifier.weightDecay()));
        recipe.put("classifier.noise", Double.toString(classifier.noise()));
        recipe.put("replay.largest", Integer.toString(settings.replay()));
        recipe.put("validation.parts", Integer.toString(settings.validationParts()));
        return recipe;
    }

    /** Settings of a version with imported networks. */
    static Map<String, String> imported(VersionSettings settings, String... networks) {
        Map<String, String> recipe = describe(settings);
        for (String network : networks) {
            recipe.keySet().removeIf(name -> name.startsWith(network + "."));
            recipe.put(network, "imported");
        }
        return recipe;
    }
}
