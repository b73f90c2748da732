package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import java.util.List;

/**
 * A version that is ready to be published.
 *
 * @param version in stage CANDIDATE
 * @param files content of each artifact of the version
 */
public record TrainedVersion(ModelVersion version, List<byte[]> files) {
    public TrainedVersion {
        files = List.copyOf(files);
    }
}
