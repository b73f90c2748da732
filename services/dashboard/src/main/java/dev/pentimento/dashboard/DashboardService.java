package dev.pentimento.dashboard;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.state.Limits;
import dev.pentimento.dashboard.topics.CommandSender;
import dev.pentimento.dashboard.topics.EmbeddingReader;
import dev.pentimento.dashboard.topics.ImageReader;
import dev.pentimento.dashboard.topics.TopicFeed;
import dev.pentimento.dashboard.web.Routes;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import io.javalin.config.JavalinConfig;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The live page. It is served by the HTTP server of whoever owns the process: pass {@link #addRoutes} to
 * {@link dev.pentimento.platform.operations.OperationsServer#start}.
 */
public final class DashboardService implements Service {
    static final String NAME = "dashboard";

    private final ServiceContext context;
    private final TopicFeed feed;
    private final ImageReader images;
    private final CommandSender commands;
    private final Routes routes;

    public DashboardService(ServiceContext context, DashboardSettings settings) {
        this.context = context;
        DashboardState state = new DashboardState(
                new Limits(settings.points(), settings.windows(), settings.slices(), settings.flips()));
        images = new ImageReader(context, settings.imageTimeout());
        commands = new CommandSender(context);
        MeteredState told = new MeteredState(state, context.metrics());
        feed = new TopicFeed(context, settings.points(), told);
        routes = new Routes(
                state,
                settings,
                images::read,
                new EmbeddingReader(context),
                commands::send,
                feed::problem,
                context.clock());
        told.count(routes::pages);
    }

    /** Adds the page under {@code /} and its interface under {@code /api/v1}. */
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
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return feed.terminated();
    }

    @Override
    public void close() {
        routes.close();
        feed.close();
        images.close();
        commands.close();
        context.health().remove(NAME);
    }

    private Optional<String> death() {
        return feed.terminated().isCompletedExceptionally()
                ? Optional.of("the dashboard has stopped reading after a failure")
                : Optional.empty();
    }
}
