package dev.pentimento.dashboard.topics;

import dev.pentimento.events.Image;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches single images by position, one after another. Thread-safe. */
public final class ImageReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageReader.class);
    private static final int FETCH_BYTES = 64 * 1024;

    private final ServiceContext context;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecordFetch<Received<Image>> log;
    private boolean closed;

    public ImageReader(ServiceContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
        log = context.readers()
                .fetch(
                        "dashboard-images",
                        Map.of(
                                "max.poll.records",
                                1,
                                "max.partition.fetch.bytes",
                                FETCH_BYTES,
                                "fetch.max.bytes",
                                FETCH_BYTES),
                        Image.class,
                        Patience.of(timeout));
    }

    /**
     * Reads one image.
     *
     * @return empty if this image is not at that position, or no longer
     * @throws TimeoutException if it was not found in time
     */
    public Optional<Image> read(int partition, long offset, String imageId) {
        acquire();
        try {
            return fetch(new Place(partition, offset), imageId);
        } finally {
            lock.unlock();
        }
    }

    /** About how many images are in the topic; empty if another request is being answered, or if the brokers do not say. */
    public OptionalLong count() {
        if (!lock.tryLock()) {
            return OptionalLong.empty();
        }
        try {
            if (closed) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(log.positions(context.topics().name(Topic.IMAGES)));
        } catch (KafkaException e) {
            LOG.debug("cannot count the images", e);
            return OptionalLong.empty();
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
        throw new TimeoutException("too many images are requested at once");
    }

    private Optional<Image> fetch(Place place, String imageId) {
        if (closed) {
            throw new TimeoutException("the dashboard service is stopping");
        }
        AtomicReference<@Nullable Image> found = new AtomicReference<>();
        RecordFetch.Rest rest = log.fetch(context.topics().name(Topic.IMAGES), Set.of(place), (at, record) -> {
            record.event().filter(image -> image.getId().equals(imageId)).ifPresent(found::set);
            return found.get() != null;
        });
        if (!rest.unread().isEmpty()) {
            throw new TimeoutException("the image was not read within " + timeout);
        }
        return Optional.ofNullable(found.get());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            log.close();
        } finally {
            lock.unlock();
        }
    }
}
