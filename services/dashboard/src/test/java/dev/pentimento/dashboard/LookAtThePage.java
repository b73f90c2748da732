package dev.pentimento.dashboard;

import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.web.Access;
import dev.pentimento.dashboard.web.Backend;
import dev.pentimento.dashboard.web.Routes;
import dev.pentimento.events.Prediction;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves the page with made-up events until it is stopped: for work on the page. */
final class LookAtThePage {
    private LookAtThePage() {}

    public static void main(String[] arguments) {
        int port = arguments.length == 0 ? 8090 : Integer.parseInt(arguments[0]);
        DashboardSettings settings = DashboardSettings.from(
                Settings.of(Map.of("dashboard.images", "open", "dashboard.token", "secret-0123456789abcdef")));
        DashboardState state = new DashboardState(new Limits(5_000, 1_500, 50, 500));
        StreamStory story = new StreamStory();
        int[] next = {5_000};
        story.all(next[0]).forEach(state::accept);
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(
                        () -> {
                            Prediction prediction = story.prediction(next[0], Instant.now(), true);
                            state.accept(prediction);
                            state.accept(story.outcome(prediction, StreamStory.truth(next[0]++)));
                        },
                        0,
                        20,
                        TimeUnit.MILLISECONDS);
        Routes routes = new Routes(
                state,
                new Backend(
                        (partition, offset, id) -> Optional.of(story.image((int) offset)),
                        story.embeddings(),
                        OptionalLong::empty,
                        state::accept,
                        state::accept,
                        Optional::empty),
                new Access(settings.images(), settings.token()),
                settings.refresh(),
                InstantSource.system());
        OperationsServer.start(
                "127.0.0.1", port, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health(), routes::addTo);
    }
}
