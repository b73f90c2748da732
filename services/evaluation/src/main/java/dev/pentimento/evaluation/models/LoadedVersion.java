package dev.pentimento.evaluation.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version whose networks are loaded.
 *
 * @param id the version
 * @param encoderId SHA-256 of the encoder whose embeddings it takes
 * @param classes names, in the order of the probabilities
 * @param reference none: the version came without one
 */
public record LoadedVersion(
        String id,
        String encoderId,
        List<String> classes,
        Judge judge,
        @Nullable Reference reference) {
    public LoadedVersion {
        classes = List.copyOf(classes);
    }
}
