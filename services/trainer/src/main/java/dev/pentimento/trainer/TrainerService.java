package dev.pentimento.trainer;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Attempts;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.time.MonotonicClock;
import dev.pentimento.trainer.retraining.Learner;
import dev.pentimento.trainer.retraining.Retraining;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the stages of all versions and trains new corrections, from the topics alone. Only one trainer works at a time:
 * a second one that starts takes over, and the first one stops at its next write.
 */
public final class TrainerService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    static final String NAME = "trainer";

    /**
     * Outcomes read at startup, as a multiple of the reservoir: some only change a label, some are evicted for balance.
     */
    static final int TAIL = 5;

    private static final long STOP_SECONDS = 15;

    private final ServiceContext context;
    private final TrainerSettings settings;
    private final TrainerState state;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Attempts connecting = new Attempts(Patience.unbounded());
    private final Thread thread = new Thread(this::run, NAME);
    private volatile @Nullable TopicReader<Received<SpecificRecord>> feed;
    private volatile boolean ready;

    /**
     * @throws dev.pentimento.platform.settings.SettingsException if no service would load the versions that the trainer
     *     trains
     */
    public TrainerService(ServiceContext context, TrainerSettings settings) {
        settings.require(context.settings().trust());
        this.context = context;
        this.settings = settings;
        this.state = new TrainerState(settings.reservoir());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.health()
                .readiness(
                        NAME,
                        () -> connecting
                                .problem()
                                .or(() -> problem(!ready, "the topics have not been read to their end yet")));
        context.health().liveness(NAME, () -> problem(terminated.isCompletedExceptionally(), "the trainer failed"));
        thread.start();
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public void close() {
        closing.countDown();
        connecting.stop();
        TopicReader<Received<SpecificRecord>> open = feed;
        if (open != null) {
            open.stop();
        }
        if (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        context.health().remove(NAME);
    }

    private void run() {
        String transactionalId = context.topics().prefixed(NAME);
        try (StageWriter writer = new StageWriter(
                        connecting.insist(answer -> context.clients()
                                .producer(
                                        transactionalId,
                                        Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId))),
                        context.topics(),
                        context.events()::write);
                TopicReader<Received<SpecificRecord>> source = context.readers()
                        .events(
                                NAME,
                                starts((long) TAIL * settings.reservoir()),
                                SpecificRecord.class,
                                UnusableRecords.LOGGED,
                                Patience.unbounded())) {
            feed = source;
            writer.takeOver();
            work(source, writer);
            terminated.complete(null);
        } catch (WakeupException e) {
            terminated.complete(null);
        } catch (RuntimeException e) {
            LOG.error("the trainer failed: {}", e.getMessage(), MissingRightException.isIn(e) ? null : e);
            terminated.completeExceptionally(e);
        }
    }

    private void work(TopicReader<Received<SpecificRecord>> source, StageWriter writer) {
        ComputeDevice device = ComputeDevice.select(context.settings().device());
        LOG.info("trains on {}", device);
        Learner learner = new RecipeLearner(device, context.clock());
        Retraining retraining = new Retraining(
                context, learner, settings.retraining().classifierToo(), settings.signingKey(), settings.seed());
        try (BackgroundWork work = new BackgroundWork(retraining::carryOut, VersionInspection.of(context))) {
            Trainer trainer = new Trainer(
                    state,
                    writer,
                    work,
                    settings,
                    context.settings().trust(),
                    new TrainerMetrics(context.metrics()),
                    context.clock(),
                    new MonotonicClock());
            source.open();
            DecisionPace pace = new DecisionPace(new MonotonicClock());
            while (closing.getCount() > 0) {
                List<Received<SpecificRecord>> records = source.poll();
                records.forEach(state::accept);
                if (source.caughtUp() && pace.due(records)) {
                    if (!ready) {
                        state.becomeSoleWriter();
                    }
                    trainer.act();
                    ready = true;
                }
            }
        }
    }

    private static Optional<String> problem(boolean there, String text) {
        return there ? Optional.of(text) : Optional.empty();
    }

    /** @param tail largest number of outcomes read from each partition at startup */
    static Map<Topic, Start> starts(long tail) {
        return Map.of(
                Topic.MODEL_CANDIDATES, Start.BEGINNING,
                Topic.MODEL_VERSIONS, Start.BEGINNING,
                Topic.MODEL_COMMANDS, Start.BEGINNING,
                Topic.PREDICTION_QUALITY, Start.BEGINNING,
                Topic.EMBEDDING_DRIFT, Start.BEGINNING,
                Topic.OUTCOMES, new Start.Tail(tail));
    }
}
