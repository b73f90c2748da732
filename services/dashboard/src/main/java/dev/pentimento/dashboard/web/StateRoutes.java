package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Endpoint.table;
import static dev.pentimento.dashboard.web.Endpoint.view;

import dev.pentimento.dashboard.deadletters.DeadLettersView;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.images.FlipEntry;
import dev.pentimento.dashboard.state.ClassesView;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.DriftView;
import dev.pentimento.dashboard.state.QualityView;
import dev.pentimento.dashboard.tables.DeadLetterTables;
import dev.pentimento.dashboard.tables.DriftTables;
import dev.pentimento.dashboard.tables.ImageTables;
import dev.pentimento.dashboard.tables.QualityTables;
import dev.pentimento.dashboard.tables.VersionTables;
import dev.pentimento.events.Slice;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page's state, each part as JSON and as a table. */
final class StateRoutes {
    private static final String SLICE = "slice";
    private static final int USUAL_FLIPS = 200;

    private static final String SLICE_AND_SPAN = SLICE + ", " + Spans.NAMES;

    private final DashboardState state;
    private final Spans spans;

    StateRoutes(DashboardState state, Spans spans) {
        this.state = state;
        this.spans = spans;
    }

    List<Endpoint> endpoints() {
        return Stream.of(ofQuality(), ofDrift(), ofVersions(), ofFlips(), ofDeadLetters())
                .flatMap(List::stream)
                .toList();
    }

    private List<Endpoint> ofQuality() {
        return List.of(
                view(
                        "/quality",
                        SLICE_AND_SPAN,
                        "Quality of every arm by window, hour or day, swaps and alarms",
                        ctx -> quality(ctx).withoutClasses(),
                        QualityTables::arms),
                view(
                        "/quality/total",
                        SLICE,
                        "Quality of every arm since the version became champion, with the figures by class",
                        ctx -> quality(ctx).onlyTotal(),
                        QualityTables::total),
                table(
                        "/quality/comparisons",
                        SLICE_AND_SPAN,
                        "Comparisons of arms, since the version became champion and by window, hour or day",
                        ctx -> QualityTables.comparisons(quality(ctx))),
                table(
                        "/quality/classes",
                        SLICE,
                        "Helped and hurt by true class, since the version became champion",
                        ctx -> QualityTables.classes(quality(ctx))),
                view(
                        "/classes",
                        SLICE_AND_SPAN + ", arm",
                        "Recall and precision of the champion's classes, worst first",
                        this::classes,
                        view -> QualityTables.BY_CLASS.of(view.rows())),
                table(
                        "/quality/confusion",
                        SLICE,
                        "Confusion matrix of every arm, since the version became champion",
                        ctx -> QualityTables.confusion(quality(ctx))),
                table(
                        "/quality/calibration",
                        SLICE,
                        "Reliability diagram of every arm, since the version became champion",
                        ctx -> QualityTables.calibration(quality(ctx))));
    }

    private List<Endpoint> ofDrift() {
        return List.of(
                view(
                        "/drift",
                        SLICE_AND_SPAN,
                        "Distance from the reference by window, hour or day, and alarms",
                        ctx -> drift(ctx).withMostMoved(),
                        DriftTables::measures),
                table(
                        "/drift/components",
                        SLICE,
                        "Distance along every principal component, by window",
                        ctx -> DriftTables.components(drift(ctx))),
                table(
                        "/drift/classes",
                        SLICE,
                        "How often each class is predicted, in the reference and by window",
                        ctx -> DriftTables.classes(drift(ctx))),
                view(
                        "/slices",
                        "",
                        "Current quality and drift of every source",
                        ctx -> state.slices(),
                        DriftTables.SLICES::of),
                view(
                        "/alarms",
                        SLICE,
                        "Drift alarms, of every slice by default",
                        this::alarms,
                        DriftTables.ALARMS::of));
    }

    private List<Endpoint> ofVersions() {
        return List.of(
                view(
                        "/versions",
                        "",
                        "Model versions, newest first",
                        ctx -> state.versions(),
                        VersionTables.VERSIONS::of),
                table(
                        "/versions/validation",
                        "",
                        "Figures on held-out images of every version",
                        ctx -> VersionTables.validation(state.versions())),
                table(
                        "/versions/losses",
                        "",
                        "Losses of every version's training, by epoch",
                        ctx -> VersionTables.losses(state.versions())),
                view(
                        "/commands",
                        "",
                        "Operators' commands and their answers, newest first",
                        ctx -> state.commands(),
                        VersionTables.COMMANDS::of),
                new Endpoint("/commands/{id}", "", false, "One command and its answer", this::command));
    }

    private List<Endpoint> ofFlips() {
        return List.of(
                view(
                        "/flips",
                        "kind, class, source, limit",
                        "Images on which the arms disagree",
                        this::flips,
                        ImageTables::flips),
                view(
                        "/flips/counts",
                        "",
                        "How often the arms disagree, by the two predicted classes",
                        ctx -> state.flipCounts(),
                        ImageTables.FLIP_COUNTS::of));
    }

    private List<Endpoint> ofDeadLetters() {
        return List.of(
                Endpoint.<DeadLettersView>view(
                        "/dead-letters",
                        "",
                        "Records that could not be used",
                        ctx -> state.deadLetters(),
                        view -> DeadLetterTables.LATEST.of(view.latest())),
                table(
                        "/dead-letters/counts",
                        "",
                        "Dead letters by reason",
                        ctx -> DeadLetterTables.COUNTS.of(state.deadLetters().counts())));
    }

    private QualityView quality(Context ctx) {
        return known(state.quality(Parameters.slice(ctx), spans.of(ctx)), QualityView::slice);
    }

    private DriftView drift(Context ctx) {
        return known(state.drift(Parameters.slice(ctx), spans.of(ctx)), DriftView::slice);
    }

    private ClassesView classes(Context ctx) {
        return known(
                state.classes(Parameters.slice(ctx), Parameters.arm(ctx), spans.orChampion(ctx)), ClassesView::slice);
    }

    private List<AlarmEntry> alarms(Context ctx) {
        return ctx.queryParam(SLICE) == null ? state.alarms() : drift(ctx).alarms();
    }

    /** @throws NotFoundResponse for the view of a slice that no window is about */
    private <V> V known(V view, Function<V, Slice> slice) {
        if (!state.knows(slice.apply(view))) {
            throw new NotFoundResponse("no window is about the slice " + slice.apply(view));
        }
        return view;
    }

    private void command(Context ctx) {
        ctx.json(state.command(ctx.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse("the command does not exist")));
    }

    private List<FlipEntry> flips(Context ctx) {
        String kind = kind(ctx);
        String label = ctx.queryParam("class");
        String source = ctx.queryParam("source");
        return state.flips().stream()
                .filter(flip -> matches(kind, flip.kind().slug()))
                .filter(flip -> matches(label, flip.label())
                        || matches(label, flip.original().label())
                        || matches(label, flip.corrected().label()))
                .filter(flip -> matches(source, flip.source()))
                .limit(Parameters.number(ctx, "limit", USUAL_FLIPS))
                .toList();
    }

    private static @Nullable String kind(Context ctx) {
        String kind = ctx.queryParam("kind");
        List<String> kinds =
                Stream.of(FlipEntry.Kind.values()).map(FlipEntry.Kind::slug).toList();
        if (kind != null && !kind.isEmpty() && !kinds.contains(kind)) {
            throw new NotFoundResponse("there is no kind " + kind + ", only " + String.join(", ", kinds));
        }
        return kind;
    }

    private static boolean matches(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.isEmpty() || wanted.equals(value);
    }
}
