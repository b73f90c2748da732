package dev.pentimento.dashboard;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.notifications.DeadLetterTally;
import dev.pentimento.dashboard.notifications.Notifier;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.topics.EmbeddingReader;
import dev.pentimento.dashboard.topics.ImageReader;
import dev.pentimento.dashboard.topics.TopicFeed;
import dev.pentimento.dashboard.web.Access;
import dev.pentimento.dashboard.web.Backend;
import dev.pentimento.dashboard.web.Routes;
import dev.pentimento.dashboard.web.StreamLimits;
import dev.pentimento.http.Refusals;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.EventWriter;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.CommandSender;
import io.javalin.config.JavalinConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The live page. It is served by the HTTP server of the process: pass {@link #addRoutes} to {@link
 * dev.pentimento.platform.operations.OperationsServer#start}.
 */
public final class DashboardService implements Service {
    static final String NAME = "dashboard";

    private final ServiceContext context;
    private final TopicFeed feed;
    private final ImageReader images;
    private final CommandSender commands;
    private final EventWriter decisions;
    private final Notifier notifier;
    private final Routes routes;

    public DashboardService(ServiceContext context, DashboardSettings settings) {
        this.context = context;
        int points = settings.limits().points();
        DashboardState state = new DashboardState(settings.limits(), settings.floor());
        images = new ImageReader(context, settings.imageTimeout());
        commands = new CommandSender(context, "dashboard-commands");
        decisions = new EventWriter(context.clients(), context.events(), "dashboard-decisions");
        DeadLetterTally letters = new DeadLetterTally();
        MeteredState metered = new MeteredState(
                state, letters, context.metrics(), TopicFeed.starts(points).keySet());
        LightGauges.register(context.metrics(), state, context.clock());
        feed = new TopicFeed(context, points, metered);
        notifier = new Notifier(context, settings.notifications(), state, letters, feed::problem);
        Refusals refusals = new Refusals(context.metrics());
        routes = new Routes(
                state,
                new Backend(
                        images::read,
                        new EmbeddingReader(context),
                        images::count,
                        commands::send,
                        decision -> decisions.write(Topic.ALARM_DECISIONS, Decisions.key(decision), decision),
                        feed::problem),
                new Access(settings.images(), settings.token(), context.clock(), refusals),
                settings.refresh(),
                context.clock(),
                new StreamLimits(
                        settings.maxStreams(), context.settings().httpLimits().sendTimeout(), refusals));
        metered.count(routes::pages);
    }

    /** Adds the page at {@code /} and its HTTP API at {@code /api/v1}. */
    public void addRoutes(JavalinConfig config) {
        routes.addTo(config);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.health().readiness(NAME, feed::problem);
        context.health().liveness(NAME + "-thread", this::death);
        feed.start();
        notifier.start();
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return feed.terminated();
    }

    @Override
    public void close() {
        routes.close();
        notifier.close();
        feed.close();
        images.close();
        commands.close();
        decisions.close();
        context.health().remove(NAME);
    }

    private Optional<String> death() {
        return feed.terminated().isCompletedExceptionally()
                ? Optional.of("the dashboard has stopped reading after a failure")
                : Optional.empty();
    }
}
