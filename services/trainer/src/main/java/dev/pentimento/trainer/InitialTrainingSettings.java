package dev.pentimento.trainer;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.version.VersionSettings;
import java.time.InstantSource;

/**
 * How a first version is trained.
 *
 * @param networks encoder, classifier and correction
 * @param seed the same seed and images give the same version
 * @param clock for how long it took; nothing that is learned depends on it
 */
public record InitialTrainingSettings(VersionSettings networks, long seed, ComputeDevice device, InstantSource clock) {

    public static InitialTrainingSettings defaults(TrainingImages images, long seed, ComputeDevice device) {
        return new InitialTrainingSettings(
                VersionSettings.defaults(images.correction().size()), seed, device, InstantSource.system());
    }

    /** @param dimensions of an embedding */
    public InitialTrainingSettings withDimensions(int dimensions) {
        VersionSettings sized = new VersionSettings(
                networks.encoder().withDimensions(dimensions),
                networks.classifier(),
                networks.correction(),
                networks.validationParts(),
                networks.replay());
        return new InitialTrainingSettings(sized, seed, device, clock);
    }
}
