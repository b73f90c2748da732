package dev.pentimento.dashboard.topics;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the small topics on a thread of its own and tells a listener. It belongs to no consumer group and commits
 * nothing: after a restart it reads again, so the topics are the only memory.
 */
public final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ServiceContext context;
    private final Listener listener;
    private final Consumer<byte[], byte[]> consumer;
    private final FollowedPartitions partitions;
    private final Thread thread;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<String> problem = Optional.of("has not read the topics yet");

    /** Is told what is read, on the feed's thread. */
    public interface Listener {
        void accept(SpecificRecord event);

        void versionRemoved(String version);

        /** A record could not be decoded and is passed over. */
        void unusable(Topic topic);
    }

    /** @param tail records of a followed partition that is too long to be read from its beginning */
    public TopicFeed(ServiceContext context, int tail, Listener listener) {
        this.context = context;
        this.listener = listener;
        consumer = context.clients()
                .consumer("dashboard-feed", Map.of("allow.auto.create.topics", false, "auto.offset.reset", "earliest"));
        partitions = new FollowedPartitions(consumer, context.topics(), tail);
        thread = new Thread(this::run, "dashboard-feed");
    }

    public void start() {
        thread.start();
    }

    /** Why what is known may be incomplete, if so. */
    public Optional<String> problem() {
        return problem;
    }

    /** Completes when reading has stopped; exceptionally when it could not go on. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            terminated.complete(null);
            return;
        }
        consumer.wakeup();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try (consumer) {
            while (closed.getCount() > 0) {
                step();
            }
            terminated.complete(null);
        } catch (WakeupException | InterruptedException e) {
            terminated.complete(null);
        } catch (RuntimeException e) {
            LOG.error("stopped reading the topics: {}", e.getMessage(), e);
            problem = Optional.of("stopped reading the topics: " + e.getMessage());
            terminated.completeExceptionally(e);
        }
    }

    private void step() throws InterruptedException {
        try {
            Optional<String> missing = partitions.refresh(context.clock().instant());
            if (missing.isPresent()) {
                problem = missing;
                await();
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                tell(record);
            }
            problem = partitions.caughtUp() ? Optional.empty() : Optional.of("still reads what the topics hold");
        } catch (RetriableException e) {
            problem = Optional.of("the broker does not answer: " + e.getMessage());
            await();
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Topic topic = partitions.topic(record.topic());
        if (record.value() == null) {
            if (topic == Topic.MODEL_VERSIONS && record.key() != null) {
                listener.versionRemoved(new String(record.key(), StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            listener.accept(decode(topic, record.value()));
        } catch (UnusableRecordException e) {
            LOG.warn(
                    "passed over offset {} of {}-{}: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
            listener.unusable(topic);
        }
    }

    /** While the schema registry does not answer, the record is kept: it may be fine. */
    private SpecificRecord decode(Topic topic, byte[] value) throws UnusableRecordException, InterruptedException {
        while (true) {
            try {
                return context.events()
                        .read(topic, value, FollowedTopic.of(topic).type());
            } catch (RetriableException e) {
                problem = Optional.of("the schema registry does not answer: " + e.getMessage());
                await();
            }
        }
    }

    private void await() throws InterruptedException {
        if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closing");
        }
    }
}
