package dev.pentimento.it;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.rights.Programs;
import dev.pentimento.cli.services.Preparation;
import dev.pentimento.dashboard.DashboardService;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.embedding.EmbeddingService;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationService;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.InternalTopics;
import dev.pentimento.it.secured.SecuredCluster;
import dev.pentimento.it.secured.SecuredCluster.Identity;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.rights.RightsCheck;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import dev.pentimento.trainer.TrainerService;
import dev.pentimento.trainer.TrainerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A cluster of somebody else, on which each program is a user of its own with the rights of the list and no others. */
final class SecuredCompany implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(2);
    static final String EMBEDDING = "embedding";
    static final String EVALUATION = "evaluation";
    static final String TRAINER = "trainer";
    static final String DASHBOARD = "dashboard";
    static final String REGISTRY = "registry";
    static final List<String> SERVICES = List.of(EMBEDDING, EVALUATION, TRAINER, DASHBOARD);

    /** All others have passwords. */
    private static final Map<String, Identity> IDENTITIES = Map.of(
            EMBEDDING, Identity.MTLS,
            TRAINER, Identity.OAUTH);

    private final Path folder;
    private final SecuredCluster cluster;
    private final SchemaRegistryServer registry;

    /** A service that runs. */
    record Running(ServiceContext context, Service service) implements AutoCloseable {
        boolean ready() {
            return context.health().notReady().isEmpty();
        }

        /** Why it has stopped; empty while it runs. */
        Optional<String> failure() {
            return service.terminated()
                    .handle((done, failure) -> Optional.ofNullable(failure).map(Throwable::getMessage))
                    .getNow(Optional.empty());
        }

        @Override
        public void close() {
            service.close();
            context.close();
        }
    }

    SecuredCompany(Path folder) throws Exception {
        this.folder = folder;
        cluster = SecuredCluster.start(
                folder, List.of(REGISTRY, EVALUATION, DASHBOARD, "train", "producer", "consumer"), List.of(EMBEDDING));
        programs(Map.of()).all().forEach(program -> cluster.grant(program.owner(), program));
        registry = new SchemaRegistryServer(
                new SchemaRegistrySettings("127.0.0.1", 0, SchemaRegistrySettings.DEFAULT_TOPIC, (short) 3),
                Map.copyOf(cluster.client(REGISTRY, Identity.SCRAM)));
        registry.start();
    }

    SecuredCluster cluster() {
        return cluster;
    }

    static Programs programs(Map<String, String> more) {
        return Programs.of(Settings.of(more));
    }

    static Rights rights(String program, Map<String, String> more) {
        return programs(more)
                .all()
                .filter(each -> each.owner().equals(program))
                .findFirst()
                .orElseThrow();
    }

    /** What the user of this program sets. */
    Settings settings(String program, Map<String, String> more) {
        return settings(cluster.client(program, IDENTITIES.getOrDefault(program, Identity.SCRAM)))
                .with(more);
    }

    private Settings settings(Map<String, String> client) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "schema.registry.url",
                "http://127.0.0.1:" + registry.port(),
                "topic.replication.factor",
                "3",
                "topic.partitions",
                "2",
                "embedding.instance.id",
                "one",
                "evaluation.state.dir",
                folder.resolve("state").toString(),
                "evaluation.window",
                WINDOW.toString(),
                "trainer.retrain.on.drift",
                "false",
                "trainer.retrain.on.hurts",
                "false"));
        client.forEach((name, value) -> settings.put("kafka." + name, value));
        return Settings.of(settings);
    }

    ServiceContext context(String program) {
        return context(settings(program, Map.of()), rights(program, Map.of()));
    }

    /** For what the test itself looks at. */
    ServiceContext superContext() {
        return context(settings(cluster.superUser()), Rights.UNKNOWN);
    }

    private static ServiceContext context(Settings settings, Rights rights) {
        return ServiceContext.of(PlatformSettings.from(settings), new SimpleMeterRegistry(), new Health(), rights);
    }

    /** Does what a service does before it starts. */
    void prepare(String service, Map<String, String> more) {
        Settings settings = settings(service, more);
        try (ServiceContext context = context(settings, rights(service, more))) {
            prepare(context, service, settings);
        }
    }

    private static void prepare(ServiceContext context, String service, Settings settings) {
        if (service.equals(REGISTRY)) {
            try (Admin admin = context.clients().admin("rights")) {
                new RightsCheck(admin, context.clients().rights()).require(List.of());
            }
            return;
        }
        List<String> internal = service.equals(EVALUATION)
                ? InternalTopics.plans(EvaluationSettings.from(settings, context.settings()), context.settings())
                        .stream()
                        .map(TopicPlan::name)
                        .toList()
                : List.of();
        try (StopSignal stop = StopSignal.listen()) {
            Preparation.of(context, internal).await(stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Running start(String name) {
        Settings settings = settings(name, Map.of());
        ServiceContext context = context(settings, rights(name, Map.of()));
        prepare(context, name, settings);
        Service service = switch (name) {
            case EMBEDDING -> new EmbeddingService(context, EmbeddingSettings.from(settings));
            case EVALUATION -> new EvaluationService(context, EvaluationSettings.from(settings, context.settings()));
            case TRAINER -> new TrainerService(context, TrainerSettings.from(settings));
            default -> new DashboardService(context, DashboardSettings.from(settings));
        };
        service.start();
        context.health().started();
        return new Running(context, service);
    }

    @Override
    public void close() {
        registry.close();
        cluster.close();
    }
}
