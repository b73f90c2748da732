package dev.pentimento.serving.loading;

import dev.pentimento.events.Artifact;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.platform.models.ArtifactException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Fetched files of a version.
 *
 * @param bySha256 contents by their SHA-256
 */
public record VersionFiles(Map<String, byte[]> bySha256) {
    /** Fetches files, by their SHA-256. */
    public interface Source {
        Map<String, byte[]> fetch(Collection<Artifact> wanted) throws ArtifactException;
    }

    /** The content of one of these files. */
    public byte[] bytes(Artifact file) {
        return Objects.requireNonNull(bySha256.get(file.getSha256()), file.getSha256());
    }

    /** One of these files, as a network file. */
    NetworkFile network(Artifact file) {
        return new NetworkFile(file.getFormat(), bytes(file));
    }
}
