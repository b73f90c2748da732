package dev.pentimento.dashboard.quality;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Place;
import dev.pentimento.dashboard.history.Resolution;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.history.WindowHistory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quality windows, and the totals since each version became champion. */
public final class QualityHistory {
    private static final Logger LOG = LoggerFactory.getLogger(QualityHistory.class);

    private final WindowHistory<QualityEntry> windows;
    private final QualitySums sums;
    private final RecentQuality recent;
    private final BoundedMap<TotalKey, QualityEntry> totals = new BoundedMap<>(Limits.TOTALS);

    private boolean warned;

    private record TotalKey(String version, Slice slice) {}

    public QualityHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
        sums = new QualitySums(limits);
        recent = new RecentQuality(limits.windows());
    }

    public void accept(QualityWindow window) {
        QualityEntry entry = QualityEntry.of(window);
        Slice slice = new Slice(window.getSlice());
        if (window.getWindowStart() == null) {
            totals.renew(new TotalKey(window.getModelVersion(), slice), entry);
        } else {
            windows.put(slice, window.getWindowStart(), window.getModelVersion(), entry);
            if (!sums.accept(window)) {
                warn(slice, window);
            }
            if (slice.isAll()) {
                recent.accept(window);
            }
        }
    }

    private void warn(Slice slice, QualityWindow window) {
        if (!warned) {
            LOG.warn(
                    "the window of {} at {} has changed, but it is so old that the sums of its hour and day are final"
                            + " (dashboard.revisable.windows); further ones are not reported",
                    slice,
                    window.getWindowStart());
        }
        warned = true;
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

    /**
     * Which windows, hours or days tell a span of time.
     *
     * @param asked null: the windows that are kept
     */
    public Covered covered(Slice slice, @Nullable Span asked) {
        return sums.covered(slice, asked, windows.line(slice));
    }

    /** Oldest first. The figures of hours and days are computed when the list is read, which may take a while. */
    public Supplier<List<QualityEntry>> entries(Slice slice, Covered covered) {
        if (covered.resolution() == Resolution.WINDOWS) {
            List<QualityEntry> entries = windows.line(slice).between(covered.from(), covered.to());
            return () -> entries;
        }
        List<QualityPeriod> periods = sums.periods(slice, covered);
        return () -> periods.stream().map(QualityPeriod::entry).toList();
    }

    /** The classes of a version in a span of time. */
    public Supplier<List<ClassEntry>> classes(Slice slice, Covered covered, ModelVersion version, Arm arm) {
        List<QualitySums.Part> parts = sums.parts(slice, covered, version.getVersion());
        return () -> ClassEntry.of(parts, version, arm);
    }

    public List<Slice> slices() {
        return windows.slices();
    }

    /** Start of the first window, hour or day kept for each version, which is about when it became champion. */
    public Map<String, Instant> firstSeen() {
        Map<String, Instant> first = new LinkedHashMap<>();
        for (QualityEntry entry : windows.of(Slice.ALL)) {
            first.putIfAbsent(entry.window().getModelVersion(), entry.window().getWindowStart());
        }
        for (Resolution resolution : List.of(Resolution.HOURS, Resolution.DAYS)) {
            for (Place place : sums.places(resolution)) {
                Instant known = first.get(place.owner());
                if (known == null || place.start().isBefore(resolution.begin(known))) {
                    first.put(place.owner(), place.start());
                }
            }
        }
        return first;
    }
}
