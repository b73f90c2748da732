package dev.pentimento.embedding;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;

/** Makes a version's encoder ready to serve. */
@FunctionalInterface
interface EncoderLoader {
    /**
     * Fetches, verifies, loads, tries and warms up.
     *
     * @return with one share, the caller's
     * @throws UnloadableException if the version's file is at fault
     * @throws IncompleteArtifactException if not all of the file is to be seen yet
     * @throws org.apache.kafka.common.KafkaException if Kafka cannot be asked now
     */
    ImageEmbedder load(ModelVersion version) throws UnloadableException, IncompleteArtifactException;

    /** A version's encoder that cannot be used; the message says why. */
    final class UnloadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnloadableException(Artifact file, String reason) {
            super("encoder "
                    + file.getSha256()
                            .substring(0, Math.min(12, file.getSha256().length())) + ": " + reason);
        }

        UnloadableException(ArtifactException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
