package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.Slice;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality over time.
 *
 * @param span which time is told, in windows, hours or days
 * @param accepted what the champion's accuracy is compared with
 * @param total total since the version became champion; null if nothing has been judged yet
 * @param windows oldest first
 * @param swaps when versions became champion
 * @param alarms drift alarms in this slice, to be marked on the same axis
 */
public record QualityView(
        Slice slice,
        Covered span,
        Accepted accepted,
        List<Slice> slices,
        @Nullable QualityEntry total,
        Collection<QualityEntry> windows,
        List<ModelHistory.Swap> swaps,
        List<AlarmEntry> alarms) {

    /** The same without figures by class, which grow with the square of the number of classes. */
    public QualityView withoutClasses() {
        return new QualityView(
                slice, span, accepted, slices, total == null ? null : total.withoutClasses(), windows, swaps, alarms);
    }

    /** The same with these windows, hours or days. */
    QualityView with(List<QualityEntry> entries) {
        return new QualityView(slice, span, accepted, slices, total, entries, swaps, alarms);
    }

    /** Only the total, with its figures by class. */
    public Total onlyTotal() {
        return new Total(slice, total);
    }

    /** @param total null if nothing has been judged yet */
    public record Total(Slice slice, @Nullable QualityEntry total) {}

    /**
     * @param training the champion's figure at training; null if it has none
     * @param floor the least that the operator accepts; null if it depends on a figure that does not exist
     */
    public record Accepted(
            Measure measure,
            @Nullable Double training,
            @Nullable Double floor) {}
}
