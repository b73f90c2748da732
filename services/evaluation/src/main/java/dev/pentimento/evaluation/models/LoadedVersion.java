package dev.pentimento.evaluation.models;

import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.Displacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version whose networks are loaded.
 *
 * @param id the version
 * @param encoderId SHA-256 of the encoder whose embeddings it takes
 * @param classes names, in the order of the probabilities
 * @param reference none: the version came without one
 * @param displacement what its correction does without drift; none: it has no correction, or that is not known
 */
public record LoadedVersion(
        String id,
        String encoderId,
        List<String> classes,
        Judge judge,
        @Nullable Reference reference,
        Displacement.@Nullable Clean displacement) {
    public LoadedVersion {
        classes = List.copyOf(classes);
    }

    /** Asks the networks what the correction does to images without drift. */
    public static LoadedVersion of(
            String id, String encoderId, List<String> classes, Judge judge, @Nullable Reference reference) {
        return new LoadedVersion(
                id, encoderId, classes, judge, reference, reference == null ? null : withoutDrift(judge, reference));
    }

    private static Displacement.@Nullable Clean withoutDrift(Judge judge, Reference reference) {
        FloatMatrix before = reference.drift().sample();
        if (before.rows() == 0) {
            return null;
        }
        FloatMatrix after = judge.judge(before).correctedEmbeddings();
        return after == before ? null : Displacement.Clean.of(reference.drift().displacements(before, after));
    }
}
