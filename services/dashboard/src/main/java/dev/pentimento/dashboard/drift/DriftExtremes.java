package dev.pentimento.dashboard.drift;

import dev.pentimento.dashboard.history.BySlice;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Periods;
import dev.pentimento.dashboard.history.Place;
import dev.pentimento.dashboard.history.Resolution;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.history.TimeLine;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The extremes of drift windows by hour and by day (of UTC): the largest value of every measure and of the evidence, the
 * lowest estimate of accuracy. A mean would hide a window in which the input moved.
 */
final class DriftExtremes {
    private final BySlice<Periods<DriftEntry>> slices;
    private Duration window = Duration.ofMinutes(1);

    DriftExtremes(Limits limits) {
        slices = new BySlice<>(limits.slices(), () -> new Periods<>(limits.history()));
    }

    /**
     * @param former the revision that it replaces; null for a new window. Extremes cannot be taken back
     * @param windows the slice's latest windows, this one among them
     */
    void accept(DriftEntry entry, @Nullable DriftEntry former, TimeLine<DriftEntry> windows) {
        DriftWindow read = entry.window();
        window = Duration.between(read.getWindowStart(), read.getWindowEnd());
        Periods<DriftEntry> periods = slices.change(new Slice(read.getSlice()));
        periods.change(new Place(read.getWindowStart(), read.getReferenceId()), (resolution, period, known) -> {
            Instant end = period.start().plus(resolution.length());
            if (former == null) {
                return period(period.start(), end, known == null ? List.of(entry) : List.of(known, entry));
            }
            TimeLine<DriftEntry> finer = resolution == Resolution.HOURS ? windows : periods.line(Resolution.HOURS);
            if (known != null && !finer.reaches(period.start())) {
                return known; // some of its windows are gone
            }
            return period(
                    period.start(),
                    end,
                    finer.between(period.start(), end).stream()
                            .filter(one -> one.window().getReferenceId().equals(read.getReferenceId()))
                            .toList());
        });
    }

    /**
     * A window so old that it may be the revision of one that was evicted. Its extremes count, its images do not: they
     * may have been counted.
     */
    void acceptOld(DriftEntry entry) {
        DriftWindow read = entry.window();
        Periods<DriftEntry> periods = slices.change(new Slice(read.getSlice()));
        periods.change(new Place(read.getWindowStart(), read.getReferenceId()), (resolution, period, known) -> {
            Instant end = period.start().plus(resolution.length());
            if (known == null) {
                return period(period.start(), end, List.of(entry));
            }
            DriftEntry merged = period(period.start(), end, List.of(entry, known));
            long images = Math.max(known.window().getImages(), read.getImages());
            return new DriftEntry(
                    DriftWindow.newBuilder(merged.window()).setImages(images).build(), merged.alarm());
        });
    }

    /** @param windows the windows that are kept themselves */
    Covered covered(Slice slice, @Nullable Span asked, TimeLine<?> windows) {
        return slices.find(slice)
                .map(periods -> periods.covered(asked, window, windows))
                .orElse(Covered.WINDOWS);
    }

    /** The hours or days of a span, oldest first. */
    List<DriftEntry> periods(Slice slice, Covered covered) {
        return slices.find(slice).map(periods -> periods.of(covered)).orElse(List.of());
    }

    /** @param of oldest first, at least one */
    private static DriftEntry period(Instant start, Instant end, List<DriftEntry> of) {
        List<DriftWindow> windows = of.stream().map(DriftEntry::window).toList();
        DriftWindow last = Objects.requireNonNull(windows.get(windows.size() - 1));
        return new DriftEntry(
                DriftWindow.newBuilder(last)
                        .setWindowStart(start)
                        .setWindowEnd(last.getWindowEnd().isAfter(end) ? last.getWindowEnd() : end)
                        .setImages(windows.stream()
                                .mapToLong(DriftWindow::getImages)
                                .sum())
                        .setMeasures(measures(windows))
                        .setEvidence(windows.stream()
                                .mapToDouble(DriftWindow::getEvidence)
                                .max()
                                .orElseThrow())
                        .setEstimate(windows.stream()
                                .flatMap(window -> Stream.ofNullable(window.getEstimate()))
                                .min(Comparator.comparingDouble(AccuracyEstimate::getAccuracy))
                                .orElse(null))
                        .setUnfamiliarShare(windows.stream()
                                .flatMap(window -> Stream.ofNullable(window.getUnfamiliarShare()))
                                .max(Comparator.naturalOrder())
                                .orElse(null))
                        .setMovedComponents(List.of())
                        .setComponents(List.of())
                        .setClassShares(List.of())
                        .build(),
                of.stream()
                        .flatMap(entry -> Stream.ofNullable(entry.alarm()))
                        .reduce((older, newer) -> newer)
                        .orElse(null));
    }

    private static List<DriftMeasure> measures(List<DriftWindow> windows) {
        Map<String, DriftMeasure> largest = new LinkedHashMap<>();
        for (DriftWindow window : windows) {
            for (DriftMeasure measure : window.getMeasures()) {
                largest.merge(
                        measure.getName(),
                        measure,
                        (a, b) -> DriftMeasure.newBuilder(a.getValue() < b.getValue() ? b : a)
                                .setExceeded(a.getExceeded() || b.getExceeded())
                                .build());
            }
        }
        return List.copyOf(largest.values());
    }
}
