package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Identifies a version by its content: the same seed and the same data give the same version. */
public final class VersionIds {
    private static final int DIGITS = 12;

    private VersionIds() {}

    /** The id, from everything that decides the predictions: classes, input shape and files. */
    public static String of(ModelVersion version) {
        String files = Stream.of(
                        version.getEncoderFile(),
                        version.getClassifierFile(),
                        version.getCorrectionFile(),
                        version.getReferenceFile(),
                        version.getReplayFile())
                .map(file -> file == null ? "none" : ((Artifact) file).getSha256())
                .collect(Collectors.joining("\n"));
        String identity = String.join("\n", version.getClasses()) + "\n" + input(version.getInput()) + "\n" + files;
        return Artifacts.sha256(identity.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Without the fields that release 1.0 did not have, where they have the values that it assumes. */
    private static String input(InputShape input) {
        return input.toString().replace(", \"upright\": false, \"black\": 0, \"white\": 65535}", "}");
    }
}
