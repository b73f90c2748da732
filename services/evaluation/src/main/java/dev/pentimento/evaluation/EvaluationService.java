package dev.pentimento.evaluation;

import dev.pentimento.evaluation.disk.DiskSpace;
import dev.pentimento.evaluation.disk.StateMetrics;
import dev.pentimento.evaluation.disk.StoreMemory;
import dev.pentimento.evaluation.pacing.CommitPaces;
import dev.pentimento.evaluation.pacing.PacedClients;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.HostName;
import dev.pentimento.platform.operations.VersionInfo;
import dev.pentimento.platform.time.MonotonicClock;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.judges.JudgePlan;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.ServingVersions;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.UnloadableVersions;
import dev.pentimento.serving.swapping.VersionSwap;
import dev.pentimento.serving.swapping.VersionWatch;
import dev.pentimento.serving.swapping.WaitingTimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The correction-and-classification stream: answers each embedding with the original and the corrected opinion, joins
 * labels, and measures quality and drift. It starts when a champion is loaded.
 */
public final class EvaluationService implements Service {
    public static final String NAME = "evaluation";

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final String PART = "evaluation stream";

    private final ServiceContext context;
    private final EvaluationSettings settings;
    private final ServingVersions versions;
    private final VersionSwap<LoadedVersion> swap;
    private final VersionWatch watch;
    private final StoreMemory memory;
    private final StreamClient stream;
    private final StartCheck partitions;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final StreamHealth health;
    private final ClockWatch clock;
    private final Tracing tracing;
    private boolean closed;

    public EvaluationService(ServiceContext context, EvaluationSettings settings) {
        this.settings = settings;
        this.context = context;
        MonotonicClock durations = new MonotonicClock();
        versions = new ServingVersions(durations);
        SetAsideRecords setAside = new SetAsideRecords(context.metrics());
        tracing = Tracing.of(context.settings(), NAME);
        CommitPaces paces = new CommitPaces(settings.commitInterval(), durations);
        Topology topology = EvaluationTopology.build(
                settings, context, versions, setAside, tracing, paces, Stores::persistentKeyValueStore);
        String applicationId = context.topics().prefixed(settings.applicationId());
        partitions = new StartCheck(
                new StreamPartitions(topology.describe(), applicationId, settings.partitions()),
                applicationId,
                context.settings().topics().creation());
        swap = swap();
        health = new StreamHealth(versions, swap::problem, this::state);
        Counter restored = Counter.builder("pentimento.evaluation.state.restored")
                .description("Times that damaged local state was deleted, to be restored from its changelog topics")
                .register(context.metrics());
        memory = new StoreMemory(settings.stateMemory());
        DiskSpace disk = new DiskSpace(settings.stateDirectory());
        StateMetrics.register(context.metrics(), memory, disk);
        StreamFailures failures = new StreamFailures(
                durations, TRY_AGAIN, disk, setAside, restored, health::waitsFor, context.clients()::missingRight);
        NewStreams clients = new NewStreams(
                topology,
                StreamSettings.of(settings, context, setAside, memory),
                new PacedClients(paces),
                restored,
                context.clients()::requireAddresses);
        stream = new StreamClient(clients, context.metrics(), health, failures);
        StreamLag.register(
                context.metrics(),
                Stream.of(Topic.EMBEDDINGS, Topic.LABELS)
                        .map(context.topics()::name)
                        .toList(),
                stream::metrics);
        clock = new ClockWatch(
                context.clock(),
                durations,
                back -> stream.startAnew("the machine's clock was set back by " + back.toSeconds() + " s"));
        swap.measure(context.metrics(), NAME);
        Gauge.builder(
                        "pentimento.evaluation.batches.wait",
                        versions,
                        each -> each.waiting().isPresent() ? 1 : 0)
                .description("1 while batches wait for a version that is not loaded")
                .register(context.metrics());
        watch = new VersionWatch(context, NAME, swap, () -> stream.start(this::problem));
    }

    private State state() {
        return stream.state();
    }

    private VersionSwap<LoadedVersion> swap() {
        return new VersionSwap<>(
                VersionLoader.of(context, NAME, NAME, WaitingTimes.CHUNK_SEARCH)::judge,
                new JudgePlan(versions, settings.candidates(), new VersionInfo(context.metrics(), NAME)::loaded),
                UnloadableVersions.reportedToTrainer(context, NAME, NAME + "-" + instance()));
    }

    /** For operators who want to know which machine cannot load a version. */
    private String instance() {
        if (!settings.instanceId().isEmpty()) {
            return settings.instanceId();
        }
        return HostName.ofThisMachine()
                .orElseGet(() -> "process-" + ProcessHandle.current().pid());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        settings.deletedTooSoon(context.settings().topics()).forEach(LOG::warn);
        context.health().readiness(PART, health::notReady);
        context.health().liveness(PART, health::notLive);
        watch.terminated().whenComplete((nothing, problem) -> {
            if (problem != null) {
                health.failed(problem);
                terminated.completeExceptionally(problem);
            }
        });
        stream.terminated().whenComplete((nothing, problem) -> {
            if (problem == null) {
                terminated.complete(null);
            } else {
                terminated.completeExceptionally(problem);
            }
        });
        stream.open();
        watch.start();
        clock.start();
    }

    /** Why the stream must not start. */
    private Optional<String> problem() {
        try (Admin admin = context.clients().admin(NAME + "-partitions")) {
            return partitions.problem(admin);
        }
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    /** Stops within ten seconds: batches in progress are committed, or read again later. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        clock.close();
        stream.close(afterwards());
        watch.close();
        versions.close();
        tracing.close();
        if (!stream.lingers()) {
            memory.close();
        }
        context.health().remove(PART);
        terminated.complete(null);
    }

    /** An instance with an id is expected back soon. Without an id, the group would wait until its session ends. */
    private GroupMembershipOperation afterwards() {
        return settings.instanceId().isEmpty()
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
