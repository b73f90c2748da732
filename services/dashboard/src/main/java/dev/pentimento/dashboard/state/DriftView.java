package dev.pentimento.dashboard.state;

import java.util.Collection;
import java.util.List;

/**
 * Drift over time.
 *
 * @param windows oldest first
 */
public record DriftView(
        String slice,
        List<String> slices,
        Collection<DriftEntry> windows,
        List<AlarmEntry> alarms,
        List<ModelHistory.Swap> swaps) {}
