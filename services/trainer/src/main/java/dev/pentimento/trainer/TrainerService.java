package dev.pentimento.trainer;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.trainer.retraining.Learner;
import dev.pentimento.trainer.retraining.Retraining;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the stages of the registry and learns new corrections, from the topics alone. There is one at a time: a second one
 * that starts takes over, and the first ends with the next thing that it wants to write.
 */
public final class TrainerService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    private static final String NAME = "trainer";
    /** Outcomes read at the start, as a multiple of those that are kept: some are changed labels, some leave for balance. */
    static final int TAIL = 5;

    private static final long STOP_SECONDS = 15;

    private final ServiceContext context;
    private final TrainerSettings settings;
    private final TrainerState state;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, NAME);
    private volatile @Nullable TopicFeed feed;
    private volatile boolean ready;

    public TrainerService(ServiceContext context, TrainerSettings settings) {
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
        context.health().readiness(NAME, () -> problem(!ready, "the topics have not been read to their end yet"));
        context.health()
                .liveness(NAME, () -> problem(terminated.isCompletedExceptionally(), "the trainer could not go on"));
        thread.start();
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public void close() {
        closing.countDown();
        TopicFeed open = feed;
        if (open != null) {
            open.wakeUp();
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
        Wire wire = new Wire(context);
        String transactionalId = context.topics().prefixed(NAME);
        try (StageWriter writer = new StageWriter(
                        context.clients()
                                .producer(
                                        transactionalId,
                                        Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId)),
                        wire);
                TopicFeed source = new TopicFeed(
                        context.clients().consumer(NAME, Map.of()), wire, (long) TAIL * settings.reservoir())) {
            feed = source;
            writer.takeOver();
            work(source, writer);
            terminated.complete(null);
        } catch (WakeupException e) {
            terminated.complete(null);
        } catch (RuntimeException e) {
            LOG.error("the trainer stops: {}", e.getMessage(), e);
            terminated.completeExceptionally(e);
        }
    }

    private void work(TopicFeed source, StageWriter writer) {
        ComputeDevice device = ComputeDevice.select(context.settings().device());
        Learner learner = new RecipeLearner(device, context.clock());
        Retraining retraining =
                new Retraining(context, learner, settings.retraining().classifierToo(), settings.seed());
        try (Workshop workshop = new Workshop(retraining::carryOut, VersionInspection.of(context, device))) {
            Trainer trainer = new Trainer(
                    state, writer, workshop, settings, new TrainerMetrics(context.metrics()), context.clock());
            source.open();
            while (closing.getCount() > 0) {
                poll(source);
                if (source.caughtUp()) {
                    if (!ready) {
                        state.becomeSoleWriter();
                    }
                    trainer.act();
                    ready = true;
                }
            }
        }
    }

    /** The schema registry may be away for a while: what it is needed for waits. */
    private void poll(TopicFeed source) {
        try {
            source.poll(state);
        } catch (RetriableException e) {
            LOG.warn("reading goes on in a second: {}", e.getMessage());
            try {
                closing.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new WakeupException();
            }
        }
    }

    private static Optional<String> problem(boolean there, String text) {
        return there ? Optional.of(text) : Optional.empty();
    }

    /** Events on the wire of this installation. */
    private record Wire(ServiceContext context) implements StageWriter.Encoding, TopicFeed.Decoding {
        @Override
        public String topic(Topic topic) {
            return context.topics().name(topic);
        }

        @Override
        public byte[] bytes(Topic topic, SpecificRecord event) {
            return context.events().write(topic, event);
        }

        @Override
        public <T extends SpecificRecord> T event(Topic topic, byte @Nullable [] bytes, Class<T> type)
                throws UnusableRecordException {
            return context.events().read(topic, bytes, type);
        }
    }
}
