package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.Slice;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality over time.
 *
 * @param total total since the version became champion; null if nothing has been judged yet
 * @param windows oldest first
 * @param swaps when versions became champion
 * @param alarms drift alarms in this slice, to be marked on the same axis
 */
public record QualityView(
        Slice slice,
        List<Slice> slices,
        @Nullable QualityEntry total,
        Collection<QualityEntry> windows,
        List<ModelHistory.Swap> swaps,
        List<AlarmEntry> alarms) {}
