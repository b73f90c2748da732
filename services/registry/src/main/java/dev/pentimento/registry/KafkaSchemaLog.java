package dev.pentimento.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The log in a topic of one partition. An instance claims it by initialising the transactional id that all instances
 * share. The broker then aborts the other instance's transaction and rejects its later writes.
 */
final class KafkaSchemaLog implements SchemaLog {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    /** The offset after the last record that this instance committed. */
    private long appendedEnd;

    /** @param kafka client settings; the topic must exist */
    KafkaSchemaLog(Map<String, Object> kafka, String topic) {
        this.kafka = Map.copyOf(kafka);
        this.partition = new TopicPartition(topic, 0);
        this.consumer =
                new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        // The log is read only when there is something to read; an empty fetch is repeated at once.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, partition.topic() + "-writer");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis() * 2);
        return settings;
    }

    @Override
    public List<Change> readToEnd() {
        List<Change> changes = new ArrayList<>();
        long start = 0;
        try {
            start = consumer.position(partition);
            long end = Math.max(stableEnd(), appendedEnd);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    changes.add(ChangeFormat.read(record.key(), record.value()));
                }
                if (System.nanoTime() > deadline) {
                    String late = partition + " could not be read to its end within " + PATIENCE;
                    throw new StoreException(late, new TimeoutException(late));
                }
            }
            return changes;
        } catch (StoreException e) {
            consumer.seek(partition, start);
            throw e;
        } catch (KafkaException e) {
            consumer.seek(partition, start);
            throw new StoreException("cannot read " + partition + ": " + e.getMessage(), e);
        }
    }

    /**
     * With read_committed this is the last stable offset. A commit is acknowledged before its marker is in the
     * partition, so this offset may still be before this instance's own records; hence {@link #appendedEnd}. Once this
     * instance has claimed the log, all records of other instances are before this offset, because a claim waits for
     * their markers.
     */
    private long stableEnd() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void claim() {
        if (producer != null) {
            return;
        }
        KafkaProducer<byte[], byte[]> claiming =
                new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            claiming.initTransactions();
            producer = claiming;
        } catch (KafkaException e) {
            claiming.close(Duration.ZERO);
            throw new StoreException("cannot claim " + partition + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void append(List<Change> changes) throws ClaimLostException {
        if (producer == null) {
            throw new IllegalStateException("claim() must be called before append()");
        }
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Change change : changes) {
                sent.add(producer.send(new ProducerRecord<>(
                        partition.topic(), 0, ChangeFormat.key(change), ChangeFormat.value(change))));
            }
            producer.commitTransaction();
            appendedEnd = sent.get(sent.size() - 1).get().offset() + 1;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record of a committed transaction was not sent", e);
        } catch (KafkaException e) {
            discardProducer();
            if (claimLost(e)) {
                throw new ClaimLostException("the claim on " + partition + " is lost: " + e.getMessage(), e);
            }
            throw new StoreException("cannot write to " + partition + ": " + e.getMessage(), e);
        }
    }

    /**
     * The producer wraps an error that occurs in the background. A coordinator returns an unknown error if it is asked
     * to end a transaction while another instance's claim is aborting it.
     */
    private static boolean claimLost(@Nullable Throwable thrown) {
        return thrown != null
                && (thrown instanceof ProducerFencedException
                        || thrown instanceof InvalidProducerEpochException
                        || thrown instanceof InvalidPidMappingException
                        || thrown instanceof UnknownServerException
                        || claimLost(thrown.getCause()));
    }

    private void discardProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        discardProducer();
        consumer.close();
    }
}
