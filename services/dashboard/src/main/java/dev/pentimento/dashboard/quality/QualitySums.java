package dev.pentimento.dashboard.quality;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.BySlice;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Periods;
import dev.pentimento.dashboard.history.Place;
import dev.pentimento.dashboard.history.Resolution;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.history.TimeLine;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exact sums of quality windows by hour and by day (of UTC). A window belongs to the hour and the day in which it
 * begins. A late revision takes the former one back; for that, the counts of the latest windows are kept.
 */
final class QualitySums {
    private final Limits limits;
    private final BySlice<Line> slices;
    /** Layouts are equal from window to window; each is kept once. */
    private final Map<Layout, Layout> layouts = new BoundedMap<>(Limits.TOTALS);

    private final Map<String, String> versions = new BoundedMap<>(Limits.TOTALS);

    private Duration window = Duration.ofMinutes(1);

    private static final class Line {
        private final TimeLine<Part> windows = new TimeLine<>();
        private final Periods<QualityPeriod> periods;

        private Line(Duration history) {
            periods = new Periods<>(history);
        }
    }

    /** One version's counts in one window, hour or day. */
    record Part(Place place, PackedSums sums) {}

    QualitySums(Limits limits) {
        this.limits = limits;
        slices = new BySlice<>(limits.slices(), () -> new Line(limits.history()));
    }

    /** @return false if the window is so old that its sums are final */
    boolean accept(QualityWindow read) {
        Slice slice = new Slice(read.getSlice());
        String version = versions.computeIfAbsent(read.getModelVersion(), name -> name);
        Place place = new Place(read.getWindowStart(), version);
        window = Duration.between(read.getWindowStart(), read.getWindowEnd());
        int others = slices.others().size();
        Line line = slices.change(slice);
        if (slices.others().size() > others) {
            int share = revisable(slice);
            slices.others().forEach(other -> other.windows.keep(share));
        }
        if (!line.windows.reaches(place.start())) {
            return false;
        }
        Sums sums = Sums.of(read);
        Part former = line.windows.put(place, new Part(place, shared(sums.pack())));
        line.windows.keep(revisable(slice));
        line.periods.change(place, (resolution, period, known) -> {
            Sums sum = known == null ? null : Sums.of(known.sums());
            if (sum == null || !sum.fits(sums)) {
                sum = sums; // the first, or the version's classes are others than before, which no release does
            } else {
                if (former != null) {
                    sum.subtract(Sums.of(former.sums()));
                }
                sum.add(sums);
            }
            Instant end = period.start().plus(resolution.length());
            return new QualityPeriod(
                    slice, period, end.isBefore(read.getWindowEnd()) ? read.getWindowEnd() : end, shared(sum.pack()));
        });
        return true;
    }

    private int revisable(Slice slice) {
        return slice.isAll()
                ? limits.revisable()
                : limits.revisable(slices.others().size());
    }

    private PackedSums shared(PackedSums packed) {
        return packed.with(layouts.computeIfAbsent(packed.layout(), layout -> layout));
    }

    /** @param windows the windows whose own figures are kept */
    Covered covered(Slice slice, @Nullable Span asked, TimeLine<?> windows) {
        return slices.find(slice)
                .map(line -> line.periods.covered(asked, window, windows))
                .orElse(Covered.WINDOWS);
    }

    /** The hours or days of a span, oldest first. */
    List<QualityPeriod> periods(Slice slice, Covered covered) {
        return slices.find(slice).map(line -> line.periods.of(covered)).orElse(List.of());
    }

    /** The counts of a version in each window, hour or day of a span, oldest first. */
    List<Part> parts(Slice slice, Covered covered, String version) {
        List<Part> parts = covered.resolution() == Resolution.WINDOWS
                ? slices.find(slice)
                        .map(line -> line.windows.between(covered.from(), covered.to()))
                        .orElse(List.of())
                : periods(slice, covered).stream()
                        .map(period -> new Part(period.place(), period.sums()))
                        .toList();
        return parts.stream()
                .filter(part -> part.place().owner().equals(version))
                .toList();
    }

    /** The hours of all images, then its days; each oldest first. */
    List<Place> places(Resolution resolution) {
        return slices.find(Slice.ALL).orElseThrow().periods.line(resolution).all().stream()
                .map(QualityPeriod::place)
                .toList();
    }
}
