package dev.pentimento.dashboard.quality;

import java.util.List;

/**
 * What packed numbers are of. Most windows of a version have the same layout, and share it.
 *
 * @param classes number of classes
 * @param level confidence level of the intervals
 */
record Layout(int classes, double level, List<ArmName> arms, List<Pair> pairs) {
    record ArmName(String arm, String version) {}

    /** Two arms that are compared, with the verdict's rule. */
    record Pair(
            String baseline,
            String baselineVersion,
            String challenger,
            String challengerVersion,
            double level,
            double margin) {}
}
