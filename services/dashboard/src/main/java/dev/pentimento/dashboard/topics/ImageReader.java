package dev.pentimento.dashboard.topics;

import dev.pentimento.events.Image;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches single images by their coordinates, one after another. Thread-safe. */
public final class ImageReader implements AutoCloseable {
    private static final int FETCH_BYTES = 64 * 1024;

    private final ServiceContext context;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    public ImageReader(ServiceContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /**
     * Reads one image.
     *
     * @return empty: nothing stands there (any more), or something else than this image
     * @throws TimeoutException if it was not found in time
     */
    public Optional<Image> read(int partition, long offset, String imageId) {
        acquire();
        try {
            return fetch(new TopicPartition(context.topics().name(Topic.IMAGES), partition), offset)
                    .filter(image -> image.getId().equals(imageId));
        } finally {
            lock.unlock();
        }
    }

    private void acquire() {
        try {
            if (lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TimeoutException("too many images are asked for at once");
    }

    private Optional<Image> fetch(TopicPartition partition, long offset) {
        Consumer<byte[], byte[]> reader = consumer();
        if (reader.partitionsFor(partition.topic(), timeout).stream()
                .noneMatch(known -> known.partition() == partition.partition())) {
            return Optional.empty();
        }
        long begin = reader.beginningOffsets(List.of(partition), timeout).getOrDefault(partition, 0L);
        long end = reader.endOffsets(List.of(partition), timeout).getOrDefault(partition, 0L);
        if (offset < begin || offset >= end) {
            return Optional.empty();
        }
        reader.assign(List.of(partition));
        reader.seek(partition, offset);
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(timeout)) {
            return record.offset() == offset ? decode(record.value()) : Optional.empty();
        }
        throw new TimeoutException("the image did not come within " + timeout);
    }

    private Optional<Image> decode(byte @Nullable [] value) {
        try {
            return Optional.of(context.events().read(Topic.IMAGES, value, Image.class));
        } catch (UnusableRecordException e) {
            return Optional.empty();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (closed) {
            throw new TimeoutException("the page's service is stopping");
        }
        if (consumer == null) {
            Map<String, Object> required = Map.of(
                    "allow.auto.create.topics",
                    false,
                    "auto.offset.reset",
                    "earliest",
                    "max.poll.records",
                    1,
                    "max.partition.fetch.bytes",
                    FETCH_BYTES,
                    "fetch.max.bytes",
                    FETCH_BYTES);
            consumer = context.clients().consumer("dashboard-images", required);
        }
        return consumer;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (consumer != null) {
                consumer.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
