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

    /** @param correctionLabels number of labels on which the correction is trained */
    public static VersionSettings defaults(int correctionLabels) {
        return new VersionSettings(
                EncoderSettings.defaults(),
                ClassifierSettings.defaults(),
                CorrectionSettings.clean(correctionLabels),
                10,
                5_000);
    }
}
