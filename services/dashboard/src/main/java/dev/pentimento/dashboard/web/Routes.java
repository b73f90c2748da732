package dev.pentimento.dashboard.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.json.ApiJson;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.dashboard.tables.NowTable;
import dev.pentimento.http.EventStreams;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP routes of the page's service. {@code GET /api/v1} lists them. */
public final class Routes implements AutoCloseable {
    static final String API = "/api/v1";

    private final String run = UUID.randomUUID().toString();
    private final DashboardState state;
    private final Backend backend;
    private final InstantSource clock;
    private final Access access;
    private final CommandRoute command;
    private final DecisionRoute decision;
    private final ChangeStream changes;
    private final EventStreams streams;
    private final List<Endpoint> endpoints;

    /**
     * With the default limits of event streams, and without counting refused ones.
     *
     * @param refresh pause between two notices of what changed
     */
    public Routes(DashboardState state, Backend backend, Access access, Duration refresh, InstantSource clock) {
        this(state, backend, access, refresh, clock, StreamLimits.DEFAULTS);
    }

    /**
     * @param refresh pause between two notices of what changed
     * @param limits limits of the event streams
     */
    public Routes(
            DashboardState state,
            Backend backend,
            Access access,
            Duration refresh,
            InstantSource clock,
            StreamLimits limits) {
        this.state = state;
        this.backend = backend;
        this.clock = clock;
        this.access = access;
        command = new CommandRoute(access, state, backend.commands(), clock);
        decision = new DecisionRoute(access, state, backend.decisions(), clock);
        changes = new ChangeStream(state, run);
        streams = new EventStreams(
                API + "/events",
                limits.most(),
                limits.sendTimeout(),
                Page.PROTECTION,
                limits.refusals(),
                changes::subscribe);
        endpoints = endpoints();
        changes.start(refresh);
    }

    public void addTo(JavalinConfig config) {
        // Jetty caches a connection's headers regardless of case, so it would reuse a token that was once mistyped.
        config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
        config.jsonMapper(new JavalinJackson(ApiJson.mapper(), false));
        Problems.addTo(config);
        Page.addTo(config);
        config.routes.get(API, this::index);
        for (Endpoint endpoint : endpoints) {
            config.routes.get(API + endpoint.path(), endpoint.handler());
        }
        config.routes.post(API + "/commands", command::take);
        config.routes.post(API + DecisionRoute.PATH, decision::take);
        config.jetty.modifyServer(server -> server.insertHandler(streams));
    }

    /** Number of open pages. */
    public int pages() {
        return streams.count();
    }

    @Override
    public void close() {
        changes.close();
        streams.closeStreams();
    }

    private List<Endpoint> endpoints() {
        return Stream.of(
                        List.of(Endpoint.view(
                                "/now",
                                "",
                                "Current state: verdict, accuracy, throughput, alarms",
                                ctx -> now(),
                                standing -> NowTable.of(standing.now()))),
                        new StateRoutes(state, new Spans(state, clock)).endpoints(),
                        decision.endpoints(),
                        new MapRoutes(state, backend.embeddings(), clock, run).endpoints(),
                        new ImageRoute(access, backend.images()).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    private void index(Context ctx) {
        ctx.json(Map.of(
                "run",
                run,
                "images",
                access.images().name().toLowerCase(Locale.ROOT),
                "commands",
                access.commands(),
                "events",
                API + "/events sends the names of changed parts as server-sent events",
                "post",
                API + "/commands accepts {kind: PROMOTE|ROLL_BACK|REJECT, version, reason, requestedBy}, and " + API
                        + DecisionRoute.PATH
                        + " accepts {action: ACKNOWLEDGE|MUTE|UNMUTE, alarm, kind, slice, until or duration, note, decidedBy},"
                        + " both with the bearer token",
                "get",
                endpoints.stream().map(endpoint -> endpoint.describe(API)).toList()));
    }

    private Standing now() {
        return new Standing(backend.problem().get().orElse(null), state.now(clock.instant(), waiting()));
    }

    /** Images that wait for a model; empty if there is a model, or if nobody knows. */
    private OptionalLong waiting() {
        return state.champion().isPresent()
                ? OptionalLong.empty()
                : backend.inTopic().get();
    }

    /** @param problem why the rest may be outdated or incomplete, if it may */
    private record Standing(
            @Nullable String problem, @JsonUnwrapped NowView now) {}
}
