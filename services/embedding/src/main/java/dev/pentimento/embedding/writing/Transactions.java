package dev.pentimento.embedding.writing;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and the offsets that they came from in one transaction. After an exception, it may be unknown whether
 * the transaction was committed. {@link #reset()} resolves this: it aborts, or starts a new producer with the same
 * transactional id, which ends the open transaction of its predecessor.
 */
public final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int COMMIT_ATTEMPTS = 3;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean open;

    /** @param factory creates a producer that has not initialized its transactions */
    public Transactions(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
    }

    /**
     * Ends the open transaction of an earlier producer, if any, so that the first images need not wait for it.
     *
     * @throws AuthorizationException if the brokers refuse the transactional id: no retry would help
     */
    public void prepare() {
        try {
            ready();
        } catch (AuthorizationException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("the producer is not ready, will retry with the first images: {}", e.getMessage());
        }
    }

    /** @throws KafkaException if the commit is uncertain; {@link #reset()} must follow */
    public void write(
            Stream<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> current = ready();
        current.beginTransaction();
        open = true;
        records.forEach(current::send);
        current.sendOffsetsToTransaction(offsets, group);
        commit(current);
        open = false;
    }

    /**
     * Ends the open transaction. Afterwards, the group's committed offsets show what was committed.
     *
     * @throws KafkaException if the broker does not answer; call again
     */
    public void reset() {
        if (open && producer != null) {
            try {
                producer.abortTransaction();
                open = false;
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("the producer cannot abort, a new one replaces it: {}", e.getMessage());
                discard();
            }
        }
        ready();
    }

    private Producer<byte[], byte[]> ready() {
        Producer<byte[], byte[]> current = producer;
        if (current != null) {
            return current;
        }
        current = factory.get();
        try {
            current.initTransactions();
        } catch (RuntimeException e) {
            closeQuietly(current);
            throw e;
        }
        producer = current;
        return current;
    }

    /** A commit that timed out may still be in progress. Kafka then allows only a retry of the commit. */
    private static void commit(Producer<byte[], byte[]> current) {
        for (int attempt = 1; ; attempt++) {
            try {
                current.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw e;
                }
                LOG.warn("the commit has no answer yet, will retry: {}", e.getMessage());
            }
        }
    }

    private void discard() {
        if (producer != null) {
            closeQuietly(producer);
        }
        producer = null;
        open = false;
    }

    private static void closeQuietly(Producer<byte[], byte[]> producer) {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("cannot close a discarded producer", e);
        }
    }

    /** Aborts the open transaction and closes the producer. */
    @Override
    public void close() {
        if (producer == null) {
            return;
        }
        try {
            if (open) {
                producer.abortTransaction();
            }
            producer.close(CLOSING);
        } catch (KafkaException | IllegalStateException e) {
            LOG.warn("the producer did not close cleanly; the broker will end its transaction: {}", e.getMessage());
            discard();
        }
        producer = null;
    }
}
