package dev.pentimento.it;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import dev.pentimento.trainer.TrainerService;
import dev.pentimento.trainer.TrainerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What embedding and evaluation need around them: broker, registry, topics, trainer. They themselves are started and
 * stopped by the tests.
 */
final class Backbone implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(10);
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final @Nullable DataDirectory data;
    private @Nullable LocalBroker broker;
    private final String bootstrapServers;
    private final SchemaRegistryServer registry;
    private final ServiceContext context;
    private final TrainerService trainer;
    private final CommittedLog log;
    private final WorldOutside world;

    private Backbone(Path folder, @Nullable DataDirectory data, @Nullable LocalBroker broker, String bootstrap) {
        this.folder = folder;
        this.data = data;
        this.broker = broker;
        this.bootstrapServers = bootstrap;
        this.registry = new SchemaRegistryServer(
                new SchemaRegistrySettings(HOST, 0, SchemaRegistrySettings.DEFAULT_TOPIC, (short) 1),
                Map.of("bootstrap.servers", bootstrap));
        registry.start();
        this.context = newContext();
        try (Admin admin = context.clients().admin("test")) {
            context.topics().createMissing(admin);
        }
        Contracts.announce(
                context.settings(), context.topics(), context.events().registry());
        this.trainer = new TrainerService(context, TrainerSettings.from(settings()));
        trainer.start();
        this.log = new CommittedLog(context);
        this.world = new WorldOutside(context);
    }

    /** With a broker in this process. */
    static Backbone at(Path folder) {
        return at(folder, Map.of());
    }

    /** With a broker in this process that has other settings. */
    static Backbone at(Path folder, Map<String, String> brokerSettings) {
        LogSettings.expectBrokerToComeAndGo();
        DataDirectory data = DataDirectory.at(folder.resolve("broker"));
        LocalBroker broker = LocalBroker.start(data, 0, brokerSettings);
        return new Backbone(folder, data, broker, broker.bootstrapServers());
    }

    /** With a broker that runs already. */
    static Backbone on(String bootstrapServers, Path folder) {
        return new Backbone(folder, null, null, bootstrapServers);
    }

    /** As environment variables and property files would have them. */
    Settings settings() {
        return Settings.of(Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl(),
                "topic.replication.factor",
                "1",
                "evaluation.window",
                WINDOW.toString(),
                "model.torchscript.allow",
                "any",
                "trainer.retrain.on.drift",
                "false",
                "trainer.retrain.on.hurts",
                "false"));
    }

    /** For one more service, with health and metrics of its own. */
    ServiceContext newContext() {
        return ServiceContext.of(PlatformSettings.from(settings()), new SimpleMeterRegistry(), new Health());
    }

    /** Where something of this name is kept. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    String registryUrl() {
        return "http://" + HOST + ":" + registry.port();
    }

    ServiceContext context() {
        return context;
    }

    CommittedLog log() {
        return log;
    }

    WorldOutside world() {
        return world;
    }

    /** Stops the broker in order, and starts it on the same port. */
    void restartBroker() {
        if (broker == null || data == null) {
            throw new IllegalStateException("the broker is not ours");
        }
        int port = broker.port();
        broker.close();
        broker = LocalBroker.start(data, port);
    }

    @Override
    public void close() {
        log.close();
        world.close();
        trainer.close();
        context.close();
        registry.close();
        if (broker != null && data != null) {
            broker.close();
            data.close();
        }
    }
}
