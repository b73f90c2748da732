package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a version names. */
public final class VersionArtifacts {
    private VersionArtifacts() {}

    /** All files of a version; some versions have fewer than others. */
    public static List<Artifact> of(ModelVersion version) {
        return Stream.of(
                        version.getEncoderFile(),
                        version.getClassifierFile(),
                        version.getCorrectionFile(),
                        version.getReferenceFile(),
                        version.getReplayFile())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The same version with each file changed. */
    static ModelVersion change(ModelVersion version, UnaryOperator<Artifact> change) {
        return ModelVersion.newBuilder(version)
                .setEncoderFile(change.apply(version.getEncoderFile()))
                .setClassifierFile(change.apply(version.getClassifierFile()))
                .setCorrectionFile(changed(version.getCorrectionFile(), change))
                .setReferenceFile(changed(version.getReferenceFile(), change))
                .setReplayFile(changed(version.getReplayFile(), change))
                .build();
    }

    private static @Nullable Artifact changed(@Nullable Artifact file, UnaryOperator<Artifact> change) {
        return file == null ? null : change.apply(file);
    }
}
