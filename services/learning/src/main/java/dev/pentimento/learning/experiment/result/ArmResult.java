package dev.pentimento.learning.experiment.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of one arm on one seed's test images.
 *
 * @param group group of runs that are compared with each other, such as {@code mixed drift, 1000 labels}
 * @param arm such as {@code correction, accepted}
 * @param figures {@code accuracy}, {@code balanced_accuracy} and {@code macro_f1}; compared with the original {@code
 *     helped}, {@code hurt} and {@code p} (McNemar, exact, two-sided); if known {@code cpu_seconds}, {@code accepted}
 *     (0 or 1) and {@code clean_balanced_accuracy}; in a report also what {@link AgainstOriginal} adds
 * @param notes notes as text, such as the alignment
 * @param confusion in row-major order: element t·k+p counts images of true class t predicted as p
 * @param losses losses during training
 */
public record ArmResult(
        String group,
        String arm,
        long seed,
        Map<String, Double> figures,
        Map<String, String> notes,
        List<Long> confusion,
        List<Loss> losses) {
    public static final String ORIGINAL = "original";

    public static final String BALANCED = "balanced_accuracy";

    /** The figure for an arm's accuracy on images without drift. */
    public static final String ON_CLEAN = "clean_balanced_accuracy";

    /** @param phase what was trained @param step or epoch @param train mean since the last @param validation lowest so far */
    public record Loss(String phase, int step, double train, double validation) {}

    public ArmResult {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
        confusion = List.copyOf(confusion);
        losses = List.copyOf(losses);
    }

    /** The same run with one additional figure. */
    public ArmResult with(String name, double value) {
        Map<String, Double> more = new TreeMap<>(figures);
        more.put(name, value);
        return new ArmResult(group, arm, seed, more, notes, confusion, losses);
    }

    public double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
