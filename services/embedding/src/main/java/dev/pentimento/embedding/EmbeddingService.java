package dev.pentimento.embedding;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.UnloadableVersions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes embeddings of images, exactly once: each record of {@code images} ends in one batch of {@code embeddings} or in
 * one dead letter. It joins its consumer group when the champion's encoder is loaded, not before.
 */
public final class EmbeddingService implements Service {
    /** Well within {@code max.poll.interval.ms}, and a wait that a rebalance can bear. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    static final String NAME = "embedding";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingService.class);
    /** At a time, since a new champion may come meanwhile. */
    private static final Duration LOOK_FOR_CHUNKS = Duration.ofSeconds(5);

    private final ServiceContext context;
    private final EmbeddingClients clients;
    private final Consumer<byte[], byte[]> consumer;
    private final ActiveEncoders encoders = new ActiveEncoders();
    private final ParallelRows threads;
    private final EncoderSwap swap;
    private final ModelWatch models;
    private final Transactions transactions;
    private final PassWork work;
    private final ImageLoop loop;
    private final Thread thread;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();

    public EmbeddingService(ServiceContext context, EmbeddingSettings settings) {
        this(context, settings, loader(context, settings));
    }

    /** With encoders from elsewhere than PyTorch. */
    EmbeddingService(ServiceContext context, EmbeddingSettings settings, EncoderLoader loader) {
        String client = settings.clientName();
        EmbeddingMetrics metrics = new EmbeddingMetrics(context.metrics());
        this.context = context;
        this.clients = new EmbeddingClients(context, settings);
        this.consumer = clients.consumer();
        this.threads = new ParallelRows(client + "-decoder", settings.decoderThreads());
        UnloadableVersions unloadable =
                new UnloadableVersions(new UnloadableReports(context, client)::send, context.clock());
        this.swap = new EncoderSwap(loader, encoders, metrics, unloadable);
        this.models = new ModelWatch(context, client, swap);
        this.transactions = new Transactions(clients::producer);
        this.work = new PassWork(context, settings, metrics, threads);
        this.loop = new ImageLoop(
                consumer, context.topics().name(Topic.IMAGES), transactions, work, encoders, metrics, LONGEST_HOLD);
        this.thread = new Thread(this::run, client);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** @throws KafkaException if the topics are not there or do not fit each other, said in one sentence */
    @Override
    public void start() {
        PartitionCheck.require(consumer, context.topics());
        context.health().readiness(NAME, () -> swap.problem().or(loop::problem));
        context.health().liveness(NAME + "-thread", this::death);
        models.terminated().whenComplete((done, failure) -> {
            if (failure != null) {
                terminated.completeExceptionally(
                        new UnrecoverableException("the registry of model versions cannot be followed", failure));
                loop.stop();
            }
        });
        models.start();
        thread.start();
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    /** Commits the work in hand, leaves the group, and frees the networks. */
    @Override
    public void close() {
        loop.stop();
        if (thread.getState() == Thread.State.NEW) {
            release();
            terminated.complete(null);
        } else if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Optional<Throwable> failure = Optional.empty();
        try {
            loop.run();
        } catch (InterruptedException | RuntimeException | Error e) {
            LOG.error("the embedding service stops: {}", e.getMessage(), e);
            failure = Optional.of(e);
        } finally {
            release();
        }
        failure.ifPresentOrElse(terminated::completeExceptionally, () -> terminated.complete(null));
    }

    /** In this order: what is open is aborted before others are given the partitions. */
    private void release() {
        quietly(transactions);
        quietly(() -> consumer.close(
                CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
        quietly(clients);
        quietly(models);
        quietly(encoders);
        quietly(work);
        quietly(threads);
        context.health().remove(NAME);
    }

    private Optional<String> death() {
        return terminated.isCompletedExceptionally()
                ? Optional.of("the embedding service has stopped after a failure")
                : Optional.empty();
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("closing the embedding service: {}", e.getMessage(), e);
        }
    }

    private static EncoderLoader loader(ServiceContext context, EmbeddingSettings settings) {
        TorchEngine.start(context.settings().engineThreads());
        return new NetworkEncoderLoader(
                new ArtifactReader(context, settings.clientName(), LOOK_FOR_CHUNKS),
                ComputeDevice.select(context.settings().device()),
                settings);
    }
}
