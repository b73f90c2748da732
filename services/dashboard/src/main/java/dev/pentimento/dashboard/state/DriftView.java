package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.ComponentDrift;
import dev.pentimento.events.Slice;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drift over time.
 *
 * @param span which time is told, in windows, hours or days
 * @param windows oldest first; an hour or a day has the extremes of its windows
 * @param latest the newest window against the champion's reference, whatever the span; null if there is none
 */
public record DriftView(
        Slice slice,
        Covered span,
        List<Slice> slices,
        Collection<DriftEntry> windows,
        @Nullable DriftEntry latest,
        List<AlarmEntry> alarms,
        List<ModelHistory.Swap> swaps) {
    /** Components, and classes, that are told for every window. */
    private static final int MOVED = 12;

    /**
     * The same with only those components and classes in each window that moved most in the latest one: with a thousand
     * classes, the windows of a day would be a hundred megabytes. {@code latest} has them all.
     */
    public DriftView withMostMoved() {
        if (latest == null) {
            return this;
        }
        Set<String> components =
                most(latest.window().getComponents(), ComponentDrift::getPopulationStability, ComponentDrift::getName);
        Set<String> classes = most(
                latest.window().getClassShares(),
                share -> Math.abs(share.getWindow() - share.getReference()),
                ClassShare::getName);
        return new DriftView(
                slice,
                span,
                slices,
                windows.stream().map(entry -> entry.only(components, classes)).toList(),
                latest,
                alarms,
                swaps);
    }

    private static <P> Set<String> most(List<P> parts, ToDoubleFunction<P> size, Function<P, String> name) {
        return parts.stream()
                .sorted(Comparator.comparingDouble(size).reversed())
                .limit(MOVED)
                .map(name)
                .collect(Collectors.toSet());
    }
}
