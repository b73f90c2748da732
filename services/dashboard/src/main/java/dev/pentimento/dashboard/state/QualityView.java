package dev.pentimento.dashboard.state;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality over time.
 *
 * @param total since the champion began; none: nothing judged yet
 * @param windows oldest first
 * @param swaps when versions became champion
 * @param alarms of drift in this slice, to be marked on the same axis
 */
public record QualityView(
        String slice,
        List<String> slices,
        @Nullable QualityEntry total,
        Collection<QualityEntry> windows,
        List<ModelHistory.Swap> swaps,
        List<AlarmEntry> alarms) {}
