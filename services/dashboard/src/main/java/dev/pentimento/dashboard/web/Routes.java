package dev.pentimento.dashboard.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.DriftView;
import dev.pentimento.dashboard.state.MapView;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.dashboard.state.QualityView;
import dev.pentimento.dashboard.web.ImageRoute.ImageSource;
import dev.pentimento.events.ModelCommand;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the page's service answers over HTTP. {@code GET /api/v1} lists it. */
public final class Routes implements AutoCloseable {
    static final String API = "/api/v1";

    private final String run = UUID.randomUUID().toString();
    private final DashboardState state;
    private final Supplier<Optional<String>> problem;
    private final InstantSource clock;
    private final Access access;
    private final ImageRoute image;
    private final CommandRoute command;
    private final EmbeddingRoutes embedding;
    private final FlipRoute flips;
    private final ChangeStream changes;
    private final List<Endpoint> endpoints;

    /** @param problem why what is shown may be old or incomplete, if so */
    public Routes(
            DashboardState state,
            DashboardSettings settings,
            ImageSource images,
            EmbeddingSource embeddings,
            Consumer<ModelCommand> commands,
            Supplier<Optional<String>> problem,
            InstantSource clock) {
        this.state = state;
        this.problem = problem;
        this.clock = clock;
        access = new Access(settings);
        image = new ImageRoute(access, images);
        command = new CommandRoute(access, state, commands, clock);
        embedding = new EmbeddingRoutes(state, embeddings);
        flips = new FlipRoute(state);
        changes = new ChangeStream(state, run);
        endpoints = endpoints();
        changes.start(settings.refresh());
    }

    public void addTo(JavalinConfig config) {
        // Jetty remembers a connection's headers without regard to case: a token mistyped once would be taken again.
        config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
        Page.addTo(config);
        config.routes.get(API, this::index);
        for (Endpoint endpoint : endpoints) {
            config.routes.get(API + endpoint.path(), endpoint.handler());
        }
        config.routes.post(API + "/commands", command::take);
        config.routes.sse(API + "/events", changes::subscribe);
    }

    /** Pages that are open now. */
    public int pages() {
        return changes.pages();
    }

    @Override
    public void close() {
        changes.close();
    }

    private List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/now", "", true, "How things stand: verdict, accuracy, throughput, alarms", this::now),
                new Endpoint(
                        "/quality", "slice", true, "Quality of every arm by window, swaps and alarms", this::quality),
                ofQuality(
                        "/comparisons",
                        "Arms against each other, since the champion began and by window",
                        QualityTables::comparisons),
                ofQuality(
                        "/classes", "Helped and hurt by true class, since the champion began", QualityTables::classes),
                ofQuality(
                        "/confusion",
                        "Confusion matrix of every arm, since the champion began",
                        QualityTables::confusion),
                ofQuality(
                        "/calibration",
                        "Reliability diagram of every arm, since the champion began",
                        QualityTables::calibration),
                new Endpoint("/drift", "slice", true, "Distance from the reference by window, and alarms", this::drift),
                ofDrift("/components", "Distance along every principal component, by window", DriftTables::components),
                ofDrift(
                        "/classes",
                        "How often each class is named, in the reference and by window",
                        DriftTables::shares),
                new Endpoint(
                        "/slices",
                        "",
                        true,
                        "Quality and drift of every source as they stand",
                        ctx -> Answers.tabular(
                                ctx, "slices", state.slices(), () -> DriftTables.slices(state.slices()))),
                new Endpoint("/alarms", "slice", true, "Alarms of drift", this::alarms),
                new Endpoint(
                        "/versions",
                        "",
                        true,
                        "Model versions, newest first",
                        ctx -> Answers.tabular(
                                ctx, "versions", state.versions(), () -> Tables.versions(state.versions()))),
                table(
                        "/versions/validation",
                        "Figures on held-out images of every version",
                        () -> Tables.validation(state.versions())),
                table(
                        "/versions/losses",
                        "Losses of every version's training, by epoch",
                        () -> Tables.losses(state.versions())),
                new Endpoint(
                        "/commands",
                        "",
                        true,
                        "Operators' commands and their answers, newest first",
                        ctx -> Answers.tabular(
                                ctx, "commands", state.commands(), () -> Tables.commands(state.commands()))),
                new Endpoint("/commands/{id}", "", false, "One command and its answer", command::show),
                new Endpoint(
                        "/map",
                        "after",
                        true,
                        "Latest images with both opinions and places; after: only what changed since that sequence",
                        this::map),
                new Endpoint(
                        "/map/reference",
                        "",
                        true,
                        "Training images of the champion on the same map: its backdrop",
                        embedding::reference),
                new Endpoint(
                        "/embeddings",
                        "sample",
                        true,
                        "Embeddings of so many of the latest images, before and after the champion's correction",
                        embedding::sample),
                new Endpoint(
                        "/flips",
                        "kind, class, source, limit",
                        true,
                        "Images on which the arms disagree",
                        flips::answer),
                new Endpoint(
                        "/flips/counts",
                        "",
                        true,
                        "How often the arms disagree, by the two classes that they name",
                        ctx -> Answers.tabular(
                                ctx, "flip-counts", state.flipCounts(), () -> Tables.flipCounts(state.flipCounts()))),
                new Endpoint(
                        "/dead-letters",
                        "",
                        true,
                        "Records that could not be used",
                        ctx -> Answers.tabular(
                                ctx,
                                "dead-letters",
                                state.deadLetters(),
                                () -> Tables.deadLetters(state.deadLetters()))),
                table(
                        "/dead-letters/counts",
                        "Dead letters by reason",
                        () -> Tables.deadLetterCounts(state.deadLetters())),
                new Endpoint(
                        "/images/{partition}/{offset}/{id}",
                        "",
                        false,
                        "An image by its coordinates in the log, checked by its id",
                        image::answer));
    }

    /** A part of the view of quality, with its columns' names once also as JSON. */
    private Endpoint ofQuality(String path, String description, Function<QualityView, Table> table) {
        return new Endpoint(
                "/quality" + path,
                "slice",
                true,
                description,
                ctx -> table(ctx, "quality" + path, table.apply(state.quality(slice(ctx)))));
    }

    private Endpoint ofDrift(String path, String description, Function<DriftView, Table> table) {
        return new Endpoint(
                "/drift" + path,
                "slice",
                true,
                description,
                ctx -> table(ctx, "drift" + path, table.apply(state.drift(slice(ctx)))));
    }

    private static Endpoint table(String path, String description, Supplier<Table> table) {
        return new Endpoint(path, "", true, description, ctx -> table(ctx, path.substring(1), table.get()));
    }

    private static void table(Context ctx, String name, Table table) {
        Answers.tabular(ctx, name.replace('/', '-'), table, () -> table);
    }

    private void index(Context ctx) {
        Answers.json(
                ctx,
                Map.of(
                        "run",
                        run,
                        "images",
                        access.images().name().toLowerCase(java.util.Locale.ROOT),
                        "commands",
                        access.commands(),
                        "events",
                        API + "/events tells, as server-sent events, which of the parts have changed",
                        "post",
                        API + "/commands takes {kind: PROMOTE|ROLL_BACK|REJECT, version, reason, requestedBy}"
                                + " with the token as bearer",
                        "get",
                        endpoints.stream()
                                .map(endpoint -> endpoint.describe(API))
                                .toList()));
    }

    private void now(Context ctx) {
        NowView now = state.now(clock.instant());
        Answers.tabular(ctx, "now", new Standing(problem.get().orElse(null), now), () -> Tables.now(now));
    }

    /** @param problem why the rest may be old or incomplete, if so */
    private record Standing(
            @Nullable String problem, @JsonUnwrapped NowView now) {}

    private void quality(Context ctx) {
        var view = state.quality(slice(ctx));
        Answers.tabular(ctx, "quality", view, () -> QualityTables.quality(view));
    }

    private void drift(Context ctx) {
        var view = state.drift(slice(ctx));
        Answers.tabular(ctx, "drift", view, () -> DriftTables.drift(view));
    }

    private void alarms(Context ctx) {
        var alarms = state.drift(slice(ctx)).alarms();
        Answers.tabular(ctx, "alarms", alarms, () -> DriftTables.alarms(alarms));
    }

    private static String slice(Context ctx) {
        String slice = ctx.queryParam("slice");
        return slice == null || slice.isEmpty() ? "all" : slice;
    }

    private void map(Context ctx) {
        MapView view = state.map(number(ctx, "after", 0));
        Table points = Tables.map(view.points());
        Answers.tabular(
                ctx,
                "map",
                Map.of("run", run, "sequence", view.sequence(), "capacity", view.capacity(), "points", points),
                () -> points);
    }

    static long number(Context ctx, String name, long otherwise) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new BadRequestResponse(name + " must be a whole number");
        }
    }
}
