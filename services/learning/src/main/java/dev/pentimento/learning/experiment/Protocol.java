package dev.pentimento.learning.experiment;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How everything is learned.
 *
 * @param clean from a number of labels of images like those that were trained on
 * @param drift from a few labels of images that have moved
 */
record Protocol(
        EncoderSettings encoder,
        ClassifierSettings classifier,
        IntFunction<CorrectionSettings> clean,
        CorrectionSettings drift) {
    private static final int CLEAN_LABELS = 10_000;

    /** A plain variational autoencoder: it sees no labels, and leaves the correction something to do. */
    static Protocol standard() {
        return new Protocol(
                new EncoderSettings(128, 4, 128, 2e-3, 0.1, 0, 3),
                ClassifierSettings.defaults(),
                CorrectionSettings::clean,
                CorrectionSettings.drift());
    }

    /** What encoder, classifiers and embeddings depend on beside the seed. */
    Map<String, String> networks(ExperimentPlan plan) {
        Map<String, String> networks = plan.data().describe();
        if (plan.data() instanceof ExperimentData.Images) {
            networks.put("encoder", encoder.toString());
        }
        networks.put("classifier", classifier.toString());
        return networks;
    }

    /** What the runs depend on besides. */
    Map<String, String> corrections() {
        Map<String, String> corrections = new TreeMap<>();
        drift.describe().forEach((name, value) -> corrections.put("drift." + name, value));
        clean.apply(CLEAN_LABELS).describe().forEach((name, value) -> corrections.put("clean." + name, value));
        return corrections;
    }

    /** A short name for settings: what was kept under others is not used. */
    static String key(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
