package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.ArtifactException;

/** Loads what a service needs of a version: fetched, verified, tested and warmed up. */
@FunctionalInterface
public interface VersionSource<T> {
    /**
     * Loads a version. The caller closes the result.
     *
     * @throws ArtifactException if a file is missing or damaged
     * @throws dev.pentimento.learning.file.UnusableFileException if a file cannot be used
     * @throws dev.pentimento.learning.inference.UnusableOutputException if a network returns values that are not finite
     * @throws RuntimeException if this machine or Kafka fails
     */
    T load(ModelVersion version) throws ArtifactException;
}
