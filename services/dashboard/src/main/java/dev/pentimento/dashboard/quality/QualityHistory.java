package dev.pentimento.dashboard.quality;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.WindowHistory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Quality windows, and the totals since each version became champion. */
public final class QualityHistory {
    private final WindowHistory<QualityEntry> windows;
    private final RecentQuality recent;
    private final BoundedMap<TotalKey, QualityEntry> totals = new BoundedMap<>(Limits.TOTALS);

    private record TotalKey(String version, Slice slice) {}

    public QualityHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
        recent = new RecentQuality(limits.windows());
    }

    public void accept(QualityWindow window) {
        QualityEntry entry = QualityEntry.of(window);
        Slice slice = new Slice(window.getSlice());
        if (window.getWindowStart() == null) {
            totals.renew(new TotalKey(window.getModelVersion(), slice), entry);
        } else {
            windows.put(slice, window.getWindowStart(), window.getModelVersion(), entry);
            if (slice.isAll()) {
                recent.accept(window);
            }
        }
    }

    /**
     * The latest labelled images of a version, over all sources.
     *
     * @param arm original or corrected
     * @param since only windows that begin then or later count; null: all
     */
    public Recent recent(String version, Arm arm, Measure measure, @Nullable Instant since) {
        return recent.of(version, arm, measure, since);
    }

    public Optional<QualityEntry> total(String version, Slice slice) {
        return Optional.ofNullable(totals.get(new TotalKey(version, slice)));
    }

    /** The totals of every version, the most recently changed last. */
    public List<QualityEntry> totals(Slice slice) {
        List<QualityEntry> matching = new ArrayList<>();
        totals.forEach((key, entry) -> {
            if (key.slice().equals(slice)) {
                matching.add(entry);
            }
        });
        return matching;
    }

    public Collection<QualityEntry> windows(Slice slice) {
        return windows.of(slice);
    }

    public List<Slice> slices() {
        return windows.slices();
    }

    /** Start of the first window kept for each version, which is about when it became champion. */
    public Map<String, Instant> firstSeen() {
        Map<String, Instant> first = new LinkedHashMap<>();
        for (QualityEntry entry : windows.of(Slice.ALL)) {
            first.putIfAbsent(entry.window().getModelVersion(), entry.window().getWindowStart());
        }
        return first;
    }
}
