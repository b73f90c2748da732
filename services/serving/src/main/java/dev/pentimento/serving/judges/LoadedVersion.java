package dev.pentimento.serving.judges;

import dev.pentimento.serving.faults.Trial;
import dev.pentimento.serving.swapping.Resource;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version whose networks are loaded.
 *
 * @param id the version
 * @param encoderId of the encoder whose embeddings it judges, as in {@code VersionIds}
 * @param classes names, in the order of the probabilities
 * @param reference null if the version has none
 * @param displacement what its correction does without drift; null if it has no correction or no reference sample
 */
public record LoadedVersion(
        String id,
        String encoderId,
        List<String> classes,
        Judge judge,
        @Nullable Reference reference,
        Displacement.@Nullable Clean displacement)
        implements Resource {
    private static final int TRIAL_ROWS = 8;

    public LoadedVersion {
        classes = List.copyOf(classes);
    }

    /** Computes {@code displacement} with the networks. */
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

    /** The noise that the networks judged when they were loaded: if they fail on it now, no image is at fault. */
    public Trial trial() {
        return new Trial("version " + id, () -> judge.judge(Judge.noise(TRIAL_ROWS, judge.dimensions())));
    }

    @Override
    public void close() {
        judge.close();
    }
}
