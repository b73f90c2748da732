package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Columns.figure;

import dev.pentimento.dashboard.state.AlarmEntry;
import dev.pentimento.dashboard.state.DriftEntry;
import dev.pentimento.dashboard.state.DriftView;
import dev.pentimento.dashboard.state.QualityEntry;
import dev.pentimento.dashboard.state.SliceEntry;
import java.util.Collection;
import java.util.List;

/** Drift, its alarms and its sources as tables. */
final class DriftTables {
    private static final Columns<ComponentOfWindow> COMPONENTS = new Columns<ComponentOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("version", row -> row.window().version())
            .with("component", row -> row.component().name())
            .with("kolmogorov_smirnov", row -> row.component().kolmogorovSmirnov())
            .with("population_stability", row -> row.component().populationStability())
            .with("moved", row -> row.component().moved());

    private static final Columns<ShareOfWindow> SHARES = new Columns<ShareOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("version", row -> row.window().version())
            .with("class", row -> row.share().name())
            .with("reference", row -> row.share().reference())
            .with("window", row -> row.share().window());

    private static final Columns<MeasureOfWindow> DRIFT = new Columns<MeasureOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("window_end", row -> row.window().end())
            .with("encoder", row -> row.window().encoder())
            .with("version", row -> row.window().version())
            .with("images", row -> row.window().images())
            .with("measure", row -> row.measure().name())
            .with("value", row -> row.measure().value())
            .with("threshold", row -> row.measure().threshold())
            .with("exceeded", row -> row.measure().exceeded())
            .with("evidence", row -> row.window().evidence())
            .with("run_length", row -> row.window().runLength())
            .with("moved_components", row -> String.join("; ", row.window().movedComponents()))
            .with("estimated_accuracy", row -> figure(row.window().estimate(), DriftEntry.Estimate::accuracy))
            .with("estimate_lower", row -> figure(row.window().estimate(), DriftEntry.Estimate::lower))
            .with("estimate_upper", row -> figure(row.window().estimate(), DriftEntry.Estimate::upper))
            .with("estimate_warning", row -> figure(row.window().estimate(), DriftEntry.Estimate::warning))
            .with("alarm", row -> row.window().alarm());

    private static final Columns<AlarmEntry> ALARMS = new Columns<AlarmEntry>()
            .with("id", AlarmEntry::id)
            .with("state", AlarmEntry::state)
            .with("slice", AlarmEntry::slice)
            .with("version", AlarmEntry::version)
            .with("raised_at", AlarmEntry::raisedAt)
            .with("started_at", AlarmEntry::startedAt)
            .with("resolved_at", AlarmEntry::resolvedAt)
            .with("size", AlarmEntry::size)
            .with("scores", alarm -> String.join("; ", alarm.scores()))
            .with("classes", alarm -> String.join("; ", alarm.classes()))
            .with("sources", alarm -> String.join("; ", alarm.sources()))
            .with("example_images", alarm -> String.join("; ", alarm.exampleImageIds()));

    private static final Columns<SliceEntry> SLICES = new Columns<SliceEntry>()
            .with("slice", SliceEntry::slice)
            .with("images", SliceEntry::images)
            .with("labelled", SliceEntry::labelled)
            .with("original_accuracy", SliceEntry::original)
            .with("corrected_accuracy", SliceEntry::corrected)
            .with("verdict", slice -> figure(slice.comparison(), QualityEntry.Paired::verdict))
            .with("difference", slice -> figure(slice.comparison(), QualityEntry.Paired::difference))
            .with("lower", slice -> figure(slice.comparison(), QualityEntry.Paired::lower))
            .with("upper", slice -> figure(slice.comparison(), QualityEntry.Paired::upper))
            .with("drift_at", SliceEntry::driftAt)
            .with("exceeded", slice -> String.join("; ", slice.exceeded()))
            .with("evidence", SliceEntry::evidence)
            .with("run_length", SliceEntry::runLength)
            .with("estimated_accuracy", slice -> figure(slice.estimate(), DriftEntry.Estimate::accuracy))
            .with("open_alarms", SliceEntry::openAlarms);

    private DriftTables() {}

    private record MeasureOfWindow(DriftEntry window, DriftEntry.Measure measure) {}

    private record ComponentOfWindow(DriftEntry window, DriftEntry.Component component) {}

    private record ShareOfWindow(DriftEntry window, DriftEntry.ClassShare share) {}

    /** A line for each component of each window. */
    static Table components(DriftView view) {
        return COMPONENTS.of(view.windows().stream()
                .flatMap(window ->
                        window.components().stream().map(component -> new ComponentOfWindow(window, component)))
                .toList());
    }

    /** A line for each class of each window. */
    static Table shares(DriftView view) {
        return SHARES.of(view.windows().stream()
                .flatMap(window -> window.classes().stream().map(share -> new ShareOfWindow(window, share)))
                .toList());
    }

    /** A line for each measure of each window. */
    static Table drift(DriftView view) {
        return DRIFT.of(view.windows().stream()
                .flatMap(window -> window.measures().stream().map(measure -> new MeasureOfWindow(window, measure)))
                .toList());
    }

    static Table alarms(Collection<AlarmEntry> alarms) {
        return ALARMS.of(alarms);
    }

    static Table slices(List<SliceEntry> slices) {
        return SLICES.of(slices);
    }
}
