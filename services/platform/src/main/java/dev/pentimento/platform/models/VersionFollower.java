package dev.pentimento.platform.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code model-versions} from its beginning in a thread of its own, and hands every new state of the registry
 * to a listener, first when the topic has been read to its end. The listener runs on that thread and may take its time:
 * states that follow each other meanwhile are handed over as one.
 */
public final class VersionFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VersionFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ServiceContext context;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<Versions> listener;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final Thread thread;
    private volatile Versions versions = Versions.NONE;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    public VersionFollower(ServiceContext context, String owner, Consumer<Versions> listener) {
        this.context = context;
        this.listener = listener;
        this.consumer = context.clients().consumer(owner + "-versions", Map.of());
        this.thread = new Thread(this::run, owner + "-versions");
    }

    public void start() {
        thread.start();
    }

    /** The state last read; empty until the topic has been read to its end once. */
    public Versions current() {
        return caughtUp ? versions : Versions.NONE;
    }

    public boolean caughtUp() {
        return caughtUp;
    }

    /** Completes when following has stopped; exceptionally when it could not go on. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        if (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try (consumer) {
            follow();
            terminated.complete(null);
        } catch (WakeupException e) {
            terminated.complete(null);
        } catch (RuntimeException e) {
            LOG.error("stopped following the model versions: {}", e.getMessage(), e);
            terminated.completeExceptionally(e);
        }
    }

    private void follow() {
        TopicPartition partition = new TopicPartition(context.topics().name(Topic.MODEL_VERSIONS), 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end =
                Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        while (!closed) {
            boolean changed = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                changed |= accept(record);
            }
            if (!caughtUp && consumer.position(partition) >= end) {
                caughtUp = true;
                changed = true;
            }
            if (caughtUp && changed) {
                listener.accept(versions);
            }
        }
    }

    private boolean accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            versions = versions.without(new String(record.key(), StandardCharsets.UTF_8));
            return true;
        }
        try {
            versions = versions.with(context.events().read(Topic.MODEL_VERSIONS, record.value(), ModelVersion.class));
            return true;
        } catch (UnusableRecordException e) {
            LOG.warn("ignored offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
            return false;
        }
    }
}
