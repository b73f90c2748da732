package dev.pentimento.dashboard.browser;

import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.web.Access;
import dev.pentimento.dashboard.web.Backend;
import dev.pentimento.dashboard.web.Routes;
import dev.pentimento.events.Image;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;

/** The page's service with events from the tests. It can be stopped and restarted at the same address. */
final class ServedPage implements AutoCloseable {
    static final String TOKEN = "the token of this page";

    final StreamStory story = new StreamStory();
    final List<ModelCommand> commands = new CopyOnWriteArrayList<>();

    private final Map<Integer, String> names = new ConcurrentHashMap<>();
    private final List<SpecificRecord> events = new ArrayList<>();
    private final int port;
    private final Limits limits;
    private DashboardState state;
    private volatile Instant now = StreamStory.BEGIN;
    private volatile long waiting;
    private volatile Optional<String> problem = Optional.empty();
    private Routes routes;
    private OperationsServer server;

    private ServedPage(Limits limits) {
        this.limits = limits;
        state = newState();
        serve(0);
        port = server.port();
    }

    static ServedPage start() {
        return start(new Limits(5_000, 1_500, 50, 500));
    }

    static ServedPage start(Limits limits) {
        return new ServedPage(limits);
    }

    private DashboardState newState() {
        return new DashboardState(limits);
    }

    private void serve(int wantedPort) {
        DashboardSettings settings = DashboardSettings.from(Settings.of(
                Map.of("dashboard.images", "open", "dashboard.token", TOKEN, "dashboard.refresh", "PT0.1S")));
        routes = new Routes(
                state,
                new Backend(
                        (partition, offset, id) -> Optional.of(image((int) offset))
                                .filter(image -> image.getId().equals(id)),
                        story.embeddings(),
                        () -> OptionalLong.of(waiting),
                        commands::add,
                        this::tell,
                        () -> problem),
                new Access(settings.images(), settings.token()),
                settings.refresh(),
                () -> now);
        server = OperationsServer.start(
                "127.0.0.1",
                wantedPort,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new Health(),
                routes::addTo);
    }

    private Image image(int offset) {
        Image image = story.image(offset);
        return Image.newBuilder(image)
                .setId(names.getOrDefault(offset, image.getId()))
                .build();
    }

    /** So many images are in the topic. */
    void imagesWait(long images) {
        waiting = images;
    }

    /** The image at this offset has another id. */
    void name(int offset, String id) {
        names.put(offset, id);
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    void tell(List<? extends SpecificRecord> added) {
        events.addAll(added);
        added.forEach(state::accept);
    }

    /** Tells an event that a restart would not know again, so that a year of them fits into memory. */
    void forget(SpecificRecord event) {
        state.accept(event);
    }

    void tell(SpecificRecord event) {
        tell(List.of(event));
    }

    /** What the service's clock says. */
    void itIs(Instant time) {
        now = time;
    }

    void cannotReadBecause(String reason) {
        problem = Optional.of(reason);
    }

    /** The topics are the only memory: the new service reads everything again. */
    void restart() {
        state = newState();
        events.forEach(state::accept);
        serve(port);
    }

    void stop() {
        routes.close();
        server.close();
    }

    @Override
    public void close() {
        stop();
    }
}
