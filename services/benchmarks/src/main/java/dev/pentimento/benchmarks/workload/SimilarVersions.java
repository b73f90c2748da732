package dev.pentimento.benchmarks.workload;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.trainer.TrainedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Versions that cost as much as another one, and are others to the system: a weight of one network differs in its last bits.
 */
public final class SimilarVersions {
    private static final int BYTES_OF_WEIGHT = 4;
    private static final int MOST = 255;

    private SimilarVersions() {}

    /** So many versions with the same encoder; at most 255. */
    public static List<TrainedVersion> withOtherClassifiers(TrainedVersion original, int count) {
        List<TrainedVersion> versions = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Artifact file = original.version().getClassifierFile();
            byte[] changed = changed(content(original, file), number);
            versions.add(replaced(
                    original,
                    file,
                    changed,
                    ModelVersion.newBuilder(original.version())
                            .setClassifierFile(Artifacts.describe(changed, file.getFormat()))));
        }
        return versions;
    }

    /**
     * A version with an encoder of its own.
     *
     * @param number 1 to 255; another number gives another version
     */
    public static TrainedVersion withOtherEncoder(TrainedVersion original, int number) {
        Artifact file = original.version().getEncoderFile();
        byte[] changed = changed(content(original, file), number);
        return replaced(
                original,
                file,
                changed,
                ModelVersion.newBuilder(original.version())
                        .setEncoderFile(Artifacts.describe(changed, file.getFormat())));
    }

    /** The version with the correction of another one, whose embeddings have as many dimensions. */
    static TrainedVersion withCorrection(TrainedVersion original, TrainedVersion other) {
        Artifact file = Objects.requireNonNull(other.version().getCorrectionFile());
        List<byte[]> files = new ArrayList<>(original.files());
        files.add(content(other, file));
        ModelVersion.Builder version =
                ModelVersion.newBuilder(original.version()).setCorrectionFile(file);
        version.setVersion(VersionIds.of(version.build()));
        return new TrainedVersion(version.build(), files);
    }

    private static TrainedVersion replaced(
            TrainedVersion original, Artifact file, byte[] changed, ModelVersion.Builder version) {
        List<byte[]> files = new ArrayList<>(original.files());
        files.replaceAll(each -> Artifacts.sha256(each).equals(file.getSha256()) ? changed : each);
        version.setVersion(VersionIds.of(version.build()));
        return new TrainedVersion(version.build(), files);
    }

    private static byte[] content(TrainedVersion version, Artifact file) {
        return version.files().stream()
                .filter(each -> Artifacts.sha256(each).equals(file.getSha256()))
                .findFirst()
                .orElseThrow();
    }

    /** The weights are at the end of the file, little-endian: this changes the lowest bits of the last one. */
    private static byte[] changed(byte[] file, int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("the number must be between 1 and " + MOST + ": " + number);
        }
        byte[] changed = file.clone();
        changed[changed.length - BYTES_OF_WEIGHT] ^= (byte) number;
        return changed;
    }
}
