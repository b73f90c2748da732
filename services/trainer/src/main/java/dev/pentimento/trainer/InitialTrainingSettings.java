package dev.pentimento.trainer;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.version.VersionSettings;
import java.time.InstantSource;

/**
 * Settings of the training of a first version.
 *
 * @param networks settings of encoder, classifier and correction
 * @param seed the same seed and images give the same version
 * @param device the device that trains
 * @param clock measures the duration; the result does not depend on it
 */
public record InitialTrainingSettings(VersionSettings networks, long seed, ComputeDevice device, InstantSource clock) {

    public static InitialTrainingSettings defaults(TrainingImages images, long seed, ComputeDevice device) {
        VersionSettings networks = VersionSettings.defaults(
                images.train().size(), images.correction().size());
        return new InitialTrainingSettings(networks, seed, device, InstantSource.system());
    }

    /** A short training, less accurate if there are few images. */
    public static InitialTrainingSettings quick(TrainingImages images, long seed, ComputeDevice device) {
        return new InitialTrainingSettings(
                VersionSettings.quick(images.correction().size()), seed, device, InstantSource.system());
    }

    /** @param dimensions length of an embedding */
    public InitialTrainingSettings withDimensions(int dimensions) {
        return with(networks.encoder().withDimensions(dimensions));
    }

    /** @param epochs most epochs of the encoder */
    public InitialTrainingSettings withEpochs(int epochs) {
        return with(networks.encoder().withEpochs(epochs));
    }

    private InitialTrainingSettings with(EncoderSettings encoder) {
        VersionSettings changed = new VersionSettings(
                encoder, networks.classifier(), networks.correction(), networks.validationParts(), networks.replay());
        return new InitialTrainingSettings(changed, seed, device, clock);
    }
}
