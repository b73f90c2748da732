package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;

/**
 * How an initial version is trained.
 *
 * @param validationParts number of parts of the training images, one of which determines when to stop
 * @param replay maximum number of training embeddings published with the version
 */
public record VersionSettings(
        EncoderSettings encoder,
        ClassifierSettings classifier,
        CorrectionSettings correction,
        int validationParts,
        int replay) {

    public VersionSettings {
        if (validationParts < 2 || replay < 2) {
            throw new IllegalArgumentException(
                    "validation parts and replay must be at least two: " + validationParts + ", " + replay);
        }
    }

    /**
     * @param images number of training images; if they are few, they are seen more often
     * @param correctionLabels number of labels on which the correction is trained
     */
    public static VersionSettings defaults(int images, int correctionLabels) {
        VersionSettings quick = quick(correctionLabels);
        int learned = images - images / quick.validationParts;
        return new VersionSettings(
                quick.encoder.forImages(learned),
                quick.classifier.forImages(learned),
                quick.correction,
                quick.validationParts,
                quick.replay);
    }

    /** The same number of epochs for any number of images: less accurate from few images, but fast. */
    public static VersionSettings quick(int correctionLabels) {
        return new VersionSettings(
                EncoderSettings.defaults(),
                ClassifierSettings.defaults(),
                CorrectionSettings.clean(correctionLabels),
                10,
                5_000);
    }
}
