package dev.pentimento.evaluation.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.ArtifactException;

/** Loads the networks of a version. */
@FunctionalInterface
interface VersionSource {
    /**
     * @throws ArtifactException if a file is missing or not what the version says
     * @throws dev.pentimento.learning.network.UnusableFileException if a file cannot be used
     * @throws dev.pentimento.learning.inference.UnusableOutputException if a network gives no finite numbers
     */
    LoadedVersion load(ModelVersion version) throws ArtifactException;
}
