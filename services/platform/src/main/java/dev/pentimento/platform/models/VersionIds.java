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

    /** What release 1.0 does not know. */
    private static final String READING = ", \"upright\": false, \"black\": 0, \"white\": 65535}";

    /** What the next one does not know. */
    private static final String FRAMING = ", \"resize\": \"EXACT\", \"resizedHeight\": 0, \"resizedWidth\": 0,"
            + " \"interpolation\": \"BILINEAR\", \"fill\": 0, \"rounded\": false, \"bgr\": false,"
            + " \"lowest\": 0.0, \"highest\": 1.0}";

    /** What the one after that does not know. */
    private static final String CUT = ", \"earlyCut\": false, \"ownEncoder\": false}";

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

    /**
     * Identifies an encoder with the way in which its images are prepared: 64 hexadecimal digits. Only versions for which
     * it is the same share embeddings. It is the SHA-256 of the encoder's file, as in earlier releases, unless images
     * are prepared in a way that those do not know, or {@code ownEncoder} is set. The trainer refuses a version that
     * would have the id of another one with another input.
     */
    public static String encoder(ModelVersion version) {
        String file = version.getEncoderFile().getSha256();
        String input = version.getInput().toString().replace(CUT, "}");
        return input.endsWith(FRAMING)
                ? file
                : Artifacts.sha256((file + "\n" + input).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the fields that earlier releases did not have, where they have the values that those assume. */
    private static String input(InputShape input) {
        return input.toString().replace(CUT, "}").replace(FRAMING, "}").replace(READING, "}");
    }
}
