package dev.pentimento.dashboard.tables;

import dev.pentimento.dashboard.state.DriftView;

/** Drift, its alarms and the slices as tables. */
public final class DriftTables {
    private static final Columns MEASURES = Columns.named(
            "slice window_start=start window_end=end encoder version images measure=part.name value=part.value",
            "threshold=part.threshold exceeded=part.exceeded evidence run_length moved_components",
            "estimated_accuracy=estimate.accuracy estimate_lower=estimate.lower estimate_upper=estimate.upper",
            "estimate_warning=estimate.warning no_estimate unfamiliar_share harm=harm.finding",
            "harm_limit=harm.limit harm_accuracy=harm.accuracy harm_alarm=harm.alarm.id alarm");

    private static final Columns COMPONENTS = Columns.named(
            "slice window_start=start version component=part.name kolmogorov_smirnov=part.kolmogorovSmirnov",
            "population_stability=part.populationStability moved=part.moved");

    private static final Columns CLASSES = Columns.named(
            "slice window_start=start version class=part.name reference=part.reference window=part.window");

    public static final Columns ALARMS = Columns.named(
            "id state slice version raised_at started_at resolved_at size scores classes sources",
            "example_images=exampleImageIds acknowledged_by=acknowledgement.decidedBy",
            "acknowledged_until=acknowledgement.until");

    public static final Columns SLICES = Columns.named(
            "slice images labelled original_accuracy=original corrected_accuracy=corrected verdict=comparison.verdict",
            "difference=comparison.difference lower=comparison.lower upper=comparison.upper drift_at exceeded evidence",
            "run_length estimated_accuracy=estimate.accuracy open_alarms");

    public static final Columns DECISIONS = Columns.named("type alarm kind slice decided_by decided_at until note");

    private DriftTables() {}

    /** One row per measure and window. */
    public static Table measures(DriftView view) {
        return MEASURES.ofParts(view.windows(), "measures");
    }

    /** One row per component and window. */
    public static Table components(DriftView view) {
        return COMPONENTS.ofParts(view.windows(), "components");
    }

    /** One row per class and window. */
    public static Table classes(DriftView view) {
        return CLASSES.ofParts(view.windows(), "classes");
    }
}
