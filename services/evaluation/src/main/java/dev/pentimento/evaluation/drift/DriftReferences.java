package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.waiting.BoundedWait;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.serving.judges.ServingVersions;
import java.util.Optional;

/** The drift references of loaded versions; a batch waits for its reference as it waits for networks. */
public record DriftReferences(ServingVersions versions, BoundedWait bound) {
    /** The champion's reference; empty without a champion, or if it has none. */
    Optional<Reference> champions() {
        return versions.champion().map(LoadedVersion::reference);
    }

    /** The reference with this id, if a loaded version has it. */
    Optional<Reference> loaded(String id) {
        return versions.reference(id);
    }

    /**
     * The reference with this id, which may have to be loaded first.
     *
     * @return empty if it was not loaded within the time that a batch waits
     * @throws org.apache.kafka.common.errors.RetriableException if the batch must be read again later
     */
    Optional<Reference> await(String id) {
        return bound.await(
                "the drift reference " + id,
                () -> versions.waitedForReference(id),
                patience -> versions.reference(id, patience));
    }
}
