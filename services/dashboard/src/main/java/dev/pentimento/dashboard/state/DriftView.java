package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.Slice;
import java.util.Collection;
import java.util.List;

/**
 * Drift over time.
 *
 * @param windows oldest first
 */
public record DriftView(
        Slice slice,
        List<Slice> slices,
        Collection<DriftEntry> windows,
        List<AlarmEntry> alarms,
        List<ModelHistory.Swap> swaps) {}
