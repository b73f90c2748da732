package dev.pentimento.cli.stack;

import dev.pentimento.dashboard.DashboardService;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.embedding.EmbeddingService;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationService;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.operations.BrokerWatch;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.operations.ScrapedMetrics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import dev.pentimento.trainer.TrainerService;
import dev.pentimento.trainer.TrainerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in this process: broker, schema registry, topics, and the services, with the same classes that run
 * separately in containers. It stops its parts in the reverse order, so that each can still reach the parts that it
 * needs.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final String HOST = "127.0.0.1";
    private static final int TOKEN_BYTES = 16;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private String bootstrapServers = "";
    private String registryUrl = "";
    private String httpUrl = "";
    private String token = "";
    private @Nullable ServiceContext context;

    private LocalStack(DataDirectory data) {
        started(data);
    }

    /**
     * Starts a broker and everything else; the services may still be waiting for a model when this method returns. The
     * data directory is closed with the stack.
     *
     * @throws StackException if a part cannot start: a port is taken, the data directory is in use
     */
    public static LocalStack start(DataDirectory data, StackPorts ports, Settings settings) {
        LocalStack stack = new LocalStack(data);
        return stack.orNothing(() -> {
            ports.requireAvailable();
            LocalBroker broker = stack.started(LocalBroker.start(data, ports.kafka()));
            broker.failure().thenAccept(reason -> stack.terminated.completeExceptionally(new StackException(reason)));
            stack.startAll(broker.bootstrapServers(), data, ports, settings);
        });
    }

    /** The same, on a broker that is already running. */
    public static LocalStack startOn(String bootstrapServers, DataDirectory data, StackPorts ports, Settings settings) {
        LocalStack stack = new LocalStack(data);
        return stack.orNothing(() -> {
            ports.requireAvailable();
            stack.startAll(bootstrapServers, data, ports, settings);
        });
    }

    private LocalStack orNothing(Runnable starting) {
        try {
            starting.run();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll(String bootstrap, DataDirectory data, StackPorts ports, Settings settings) {
        EngineStart engine = EngineStart.begin(settings);
        SchemaRegistryServer registry = started(new SchemaRegistryServer(
                new SchemaRegistrySettings(HOST, ports.registry(), SchemaRegistrySettings.DEFAULT_TOPIC, (short) 1),
                Map.of("bootstrap.servers", bootstrap),
                // In this process, /metrics belongs to the services.
                new HttpProtection(PlatformSettings.from(settings).httpLimits(), new SimpleMeterRegistry()),
                config -> {}));
        registry.start();
        bootstrapServers = bootstrap;
        registryUrl = "http://" + HOST + ":" + registry.port();
        Settings all = Settings.of(onLoopback())
                .with(settings.asMap())
                .with(Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "schema.registry.url",
                        registryUrl,
                        "topic.replication.factor",
                        "1",
                        "evaluation.state.dir",
                        data.directory("evaluation").toString()));
        PlatformSettings platform = PlatformSettings.from(all);
        PrometheusMeterRegistry metrics = ScrapedMetrics.create(platform.kafkaMetrics());
        ServiceContext parts = started(ServiceContext.of(platform, metrics, new Health()));
        context = parts;
        createTopics(parts);
        Contracts.announce(parts.settings(), parts.topics(), parts.events().registry());
        DashboardSettings page = DashboardSettings.from(all);
        token = page.token().value();
        DashboardService dashboard = new DashboardService(parts, page);
        OperationsServer operations = started(OperationsServer.start(
                HOST,
                ports.http(),
                metrics,
                parts.health(),
                new HttpProtection(parts.settings().httpLimits(), metrics),
                dashboard::addRoutes));
        httpUrl = "http://" + HOST + ":" + operations.port();
        engine.await();
        started(BrokerWatch.start(parts.clients(), parts.health()));
        startServices(parts, all, dashboard);
        parts.health().started();
    }

    /**
     * Everyone on this machine may see the images and publish programs, because only this machine reaches the broker. Commands
     * need the token, which is printed in the terminal.
     */
    private static Map<String, String> onLoopback() {
        return Map.of("dashboard.images", "open", "dashboard.token", newToken(), "model.torchscript.allow", "any");
    }

    /** 128 random bits. */
    private static String newToken() {
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private void startServices(ServiceContext parts, Settings settings, DashboardService dashboard) {
        List<Service> services = List.of(
                new TrainerService(parts, TrainerSettings.from(settings)),
                new EvaluationService(parts, EvaluationSettings.from(settings, parts.settings())),
                new EmbeddingService(parts, EmbeddingSettings.from(settings)),
                dashboard);
        for (Service service : services) {
            parts.health().measure(parts.metrics(), service.name());
            started(service).start();
            service.terminated().whenComplete((done, failure) -> {
                if (failure != null) {
                    terminated.completeExceptionally(failure);
                }
            });
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String registryUrl() {
        return registryUrl;
    }

    public String httpUrl() {
        return httpUrl;
    }

    /** The token that the live page needs to send a command. */
    public String token() {
        return token;
    }

    public ServiceContext context() {
        return Objects.requireNonNull(context);
    }

    /** Completes exceptionally when a part fails. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            context.health().stopping();
        }
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly: {}", part.getClass().getSimpleName(), e.getMessage(), e);
            }
        }
    }

    private static void createTopics(ServiceContext context) {
        try (Admin admin = context.clients().admin("local-stack")) {
            context.topics().createMissing(admin);
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }
}
