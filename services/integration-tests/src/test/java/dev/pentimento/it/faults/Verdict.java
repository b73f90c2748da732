package dev.pentimento.it.faults;

import dev.pentimento.it.faults.recount.Recount.Totals;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a schedule.
 *
 * @param endedByThemselves processes that nobody killed, with how often
 * @param omitted faults that this machine does not permit
 * @param complaints none: everything held
 */
record Verdict(
        Schedule schedule,
        Totals totals,
        Recovery recovery,
        List<String> endedByThemselves,
        List<Fault> omitted,
        List<String> complaints) {
    static final String HEAD =
            "| seed | faults | images | lost | twice | ready after | all answered after | ended by itself | result |\n"
                    + "|---:|---|---:|---:|---:|---:|---:|---|---|\n";

    boolean holds() {
        return complaints.isEmpty();
    }

    String row() {
        return "| %d | %s%s | %,d | %d | %d | %d s%s | %d s | %s | %s |"
                .formatted(
                        schedule.seed(),
                        schedule.describe(),
                        omitted.isEmpty() ? "" : " (not permitted here: " + omitted + ")",
                        totals.images(),
                        totals.lost(),
                        totals.twice(),
                        recovery.ready().toSeconds(),
                        recovery.last().isEmpty() ? "" : " (" + recovery.last() + ")",
                        recovery.answered().toSeconds(),
                        endedByThemselves.stream().collect(Collectors.joining(", ")),
                        holds() ? "holds" : "**fails**");
    }
}
