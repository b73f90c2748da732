package dev.pentimento.embedding;

import dev.pentimento.embedding.crashes.CrashWatch;
import dev.pentimento.embedding.decoding.BatchDecoder;
import dev.pentimento.embedding.fetching.AllowList;
import dev.pentimento.embedding.fetching.ContentFetcher;
import dev.pentimento.embedding.inference.RecordEmbedder;
import dev.pentimento.embedding.writing.OutputWriter;
import dev.pentimento.embedding.writing.Transactions;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Attempts;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.encoders.EncoderPlan;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.FailedShare;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.faults.MachineFaultException;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.ServingSet;
import dev.pentimento.serving.swapping.UnloadableVersions;
import dev.pentimento.serving.swapping.VersionSource;
import dev.pentimento.serving.swapping.VersionSwap;
import dev.pentimento.serving.swapping.VersionWatch;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds images exactly once: each record of {@code images} ends up in one batch of {@code embeddings} or in one dead
 * letter. The service joins its consumer group only after the champion's encoder is loaded.
 */
public final class EmbeddingService implements Service {
    /** The longest time that a rebalance waits for this instance, well within {@code max.poll.interval.ms}. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    static final String NAME = "embedding";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingService.class);

    private final ServiceContext context;
    private final EmbeddingMetrics metrics;
    private final EmbeddingSettings settings;
    private final EmbeddingClients clients;
    private final Attempts connecting = new Attempts(Patience.unbounded());
    private final ServingSet<LoadedEncoder> encoders = new ServingSet<>();
    private final VersionSwap<LoadedEncoder> swap;
    private final VersionWatch models;
    private final Transactions transactions;
    private final RecordEmbedder embedder;
    private final EmbeddingPass pass;
    private final Tracing tracing;
    private final Thread thread;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable ImageLoop loop;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    public EmbeddingService(ServiceContext context, EmbeddingSettings settings) {
        this(context, settings, loader(context, settings));
    }

    /** With another source of encoders. */
    EmbeddingService(ServiceContext context, EmbeddingSettings settings, VersionSource<LoadedEncoder> loader) {
        String client = settings.clientName();
        this.metrics = new EmbeddingMetrics(
                context.metrics(),
                new FailedShare(context.clock(), context.settings().mostFailedShare()));
        this.context = context;
        this.settings = settings;
        this.clients = new EmbeddingClients(context, settings);
        this.swap = new VersionSwap<>(
                loader,
                new EncoderPlan(encoders, metrics),
                UnloadableVersions.reportedToTrainer(context, NAME, client));
        swap.measure(context.metrics(), NAME);
        this.models = new VersionWatch(context, client, swap, () -> {});
        this.transactions = new Transactions(clients::producer);
        this.embedder = embedder(context, settings, metrics, client);
        int mostBytes =
                Math.min(settings.maxBatchBytes(), context.settings().topics().maxValueBytes());
        OutputWriter writer = new OutputWriter(context, NAME, mostBytes);
        this.tracing = Tracing.of(context.settings(), NAME);
        this.pass = new EmbeddingPass(encoders, embedder, writer, transactions, metrics, tracing);
        this.thread = new Thread(this::run, client);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.health().readiness(NAME, () -> swap.problem().or(this::problem).or(metrics.failedShare::problem));
        context.health().liveness(NAME + "-thread", this::death);
        models.terminated().whenComplete((done, problem) -> {
            if (problem != null) {
                failure = Fault.isOfMachine(problem)
                        ? problem
                        : new UnrecoverableException("cannot follow the registry of model versions", problem);
                terminated.completeExceptionally(failure);
                stop();
            }
        });
        models.start();
        thread.start();
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    /** Commits the current pass, leaves the group, and frees the networks. */
    @Override
    public void close() {
        stop();
        if (thread.getState() == Thread.State.NEW) {
            release();
            terminated.complete(null);
        } else if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void stop() {
        stopping = true;
        connecting.stop();
        ImageLoop current = loop;
        if (current != null) {
            current.stop();
        }
    }

    private Optional<String> problem() {
        ImageLoop current = loop;
        return current == null ? connecting.problem().or(() -> Optional.of(ImageLoop.NO_MEMBER)) : current.problem();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            embed();
        } catch (WakeupException e) {
            LOG.debug("stopped before the brokers' names had addresses");
        } catch (InterruptedException | RuntimeException | Error e) {
            Throwable reason = Fault.isOfMachine(e) ? MachineFaultException.of("the embedding service stops", e) : e;
            failure = reason; // before the parts stop: other instances take over while this one is not ready
            LOG.error("the embedding service stops: {}", reason.getMessage(), MissingRightException.isIn(e) ? null : e);
        } finally {
            release();
        }
        Optional.ofNullable(failure)
                .ifPresentOrElse(terminated::completeExceptionally, () -> terminated.complete(null));
    }

    private void embed() throws InterruptedException {
        try {
            embed(settings.groupProtocol().first());
        } catch (UnrecoverableException e) {
            boolean refused = Failures.unsupported(e) && loop != null && !loop.hasJoined();
            if (settings.groupProtocol() != GroupProtocolChoice.AUTO || !refused) {
                throw e;
            }
            LOG.warn("the brokers do not have the group protocol 'consumer', as Kafka has from version 4 on:"
                    + " using 'classic'");
            leave();
            embed(GroupProtocol.CLASSIC);
        }
    }

    /**
     * @throws UnrecoverableException if a topic is missing or has too few partitions, or for any other reason to stop
     */
    private void embed(GroupProtocol protocol) throws InterruptedException {
        Consumer<byte[], byte[]> member = connecting.insist(answer -> clients.consumer(protocol));
        consumer = member;
        EnoughPartitions.require(member, context.topics());
        ImageLoop current = new ImageLoop(
                member,
                context.topics().name(Topic.IMAGES),
                pass,
                new CrashWatch(member, settings.maxImages()),
                LONGEST_HOLD);
        loop = current;
        if (stopping) {
            current.stop();
        }
        current.run();
    }

    private void leave() {
        Consumer<byte[], byte[]> member = consumer;
        if (member != null) {
            quietly(() -> member.close(
                    CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
        }
    }

    /** In this order: the open transaction is aborted before other instances get the partitions. */
    private void release() {
        quietly(transactions);
        leave();
        quietly(clients);
        quietly(models);
        quietly(encoders);
        quietly(embedder);
        quietly(tracing);
        context.health().remove(NAME);
    }

    private Optional<String> death() {
        Throwable reason = failure;
        return reason == null
                ? Optional.empty()
                : Optional.of("the embedding service has stopped after a failure: " + reason.getMessage());
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("cannot close a part of the embedding service: {}", e.getMessage(), e);
        }
    }

    /** @param owner names the threads */
    static RecordEmbedder embedder(
            ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, String owner) {
        ContentFetcher fetcher = new ContentFetcher(
                AllowList.of(settings.uriAllow()), settings.uriMaxBytes(), settings.uriTimeout(), settings.objects());
        BatchDecoder decoder = new BatchDecoder(
                context.events(),
                fetcher,
                metrics,
                settings.budget(),
                settings.refusesWarnings(),
                owner,
                settings.decoderThreads(),
                settings.fetchers());
        return new RecordEmbedder(decoder, metrics.decoding, metrics.inference, settings.maxPassBytes());
    }

    private static VersionSource<LoadedEncoder> loader(ServiceContext context, EmbeddingSettings settings) {
        TorchEngine.start(context.settings().engineThreads());
        VersionLoader loader = VersionLoader.of(context, NAME, settings.clientName(), WaitingTimes.CHUNK_SEARCH);
        return version -> loader.encoder(version, settings.maxImages(), settings.maxPassBytes());
    }
}
