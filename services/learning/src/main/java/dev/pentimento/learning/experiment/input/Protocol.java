package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.file.Sha256;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How everything is trained.
 *
 * @param clean settings for labels of images like those in the training data, by number of labels
 * @param drift settings for a few labels of drifted images
 */
public record Protocol(
        EncoderSettings encoder,
        ClassifierSettings classifier,
        IntFunction<CorrectionSettings> clean,
        CorrectionSettings drift) {
    private static final int CLEAN_LABELS = 10_000;

    /** A plain variational autoencoder: it sees no labels, and leaves room for a correction. */
    public static Protocol standard() {
        return new Protocol(
                new EncoderSettings(128, 4, 128, 2e-3, 0.1, 0, 3, 0),
                ClassifierSettings.defaults(),
                CorrectionSettings::clean,
                CorrectionSettings.drift());
    }

    /** What encoder, classifiers and embeddings depend on, besides the seed. */
    public Map<String, String> networks(ExperimentData data) {
        Map<String, String> networks = data.describe();
        if (data instanceof ExperimentData.Images) {
            networks.put("encoder", encoder.toString());
        }
        networks.put("classifier", classifier.toString());
        return networks;
    }

    /** What the runs additionally depend on. */
    public Map<String, String> corrections() {
        Map<String, String> corrections = new TreeMap<>();
        drift.describe().forEach((name, value) -> corrections.put("drift." + name, value));
        clean.apply(CLEAN_LABELS).describe().forEach((name, value) -> corrections.put("clean." + name, value));
        return corrections;
    }

    /** A short key of settings, so that work saved under other settings is not reused. */
    public static String key(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
