package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.ServingVersions;
import dev.pentimento.evaluation.models.VersionKeeper;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The correction-and-classification stream: answers every embedding with the original and the corrected opinion, joins
 * labels, and tells quality and drift. It begins when a champion is loaded.
 */
public final class EvaluationService implements Service {
    public static final String NAME = "evaluation";

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(1);
    private static final String PART = "evaluation stream";

    private final ServiceContext context;
    private final EvaluationSettings settings;
    private final ServingVersions versions;
    private final VersionKeeper keeper;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final StreamHealth health;
    private final StreamFailures failures;
    private boolean started;
    private boolean closed;

    public EvaluationService(ServiceContext context, EvaluationSettings settings) {
        this.settings = settings;
        this.context = context;
        versions = new ServingVersions(context.clock());
        Instruments instruments = new Instruments(context.metrics());
        Surroundings surroundings = new Surroundings(
                context.topics(),
                context.events(),
                versions,
                instruments,
                context.clock(),
                Stores::persistentKeyValueStore);
        streams = new KafkaStreams(
                EvaluationTopology.build(settings, surroundings), StreamSettings.of(settings, context));
        health = new StreamHealth(versions, streams::state);
        failures = new StreamFailures(context.clock(), LOOK_FOR_TOPICS);
        instruments.lag(
                Stream.of(Topic.EMBEDDINGS, Topic.LABELS)
                        .map(context.topics()::name)
                        .toList(),
                streams::metrics);
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> stateChanged(now));
        metrics = new KafkaStreamsMetrics(streams);
        keeper = new VersionKeeper(context, NAME, versions, settings.candidates(), this::startStreams);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.health().readiness(PART, health::notReady);
        context.health().liveness(PART, health::notLive);
        keeper.terminated().whenComplete((nothing, problem) -> {
            if (problem != null) {
                health.failed(problem);
                terminated.completeExceptionally(problem);
            }
        });
        keeper.start();
    }

    private synchronized void startStreams() {
        if (!started && !closed) {
            started = true;
            streams.start();
            metrics.bindTo(context.metrics());
        }
    }

    private StreamThreadExceptionResponse failed(Throwable problem) {
        Optional<Throwable> fatal = failures.fatal(problem);
        if (fatal.isEmpty()) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        health.failed(fatal.get());
        LOG.error("the evaluation stream cannot go on: {}", fatal.get().getMessage(), problem);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private void stateChanged(State now) {
        LOG.info("the evaluation stream is {}", now);
        if (now == State.RUNNING) {
            failures.running();
        } else if (now == State.ERROR) {
            terminated.completeExceptionally(health.failure());
        } else if (now == State.NOT_RUNNING) {
            terminated.complete(null);
        }
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    /** Within ten seconds: batches in hand are committed or given back. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        failures.stop();
        if (!streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(afterwards()))) {
            LOG.warn(
                    "the evaluation stream did not stop within {}; what is not committed will be read again",
                    CLOSE_WITHIN);
        }
        keeper.close();
        metrics.close();
        context.health().remove(PART);
        terminated.complete(null);
    }

    /** Who is known by name comes back; anybody else would be waited for until the session's end. */
    private GroupMembershipOperation afterwards() {
        return settings.instanceId().isEmpty()
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
