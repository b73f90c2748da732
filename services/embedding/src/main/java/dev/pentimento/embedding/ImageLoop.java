package dev.pentimento.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll, then embed and commit, a pass at a time, in one thread. What fails is taken again from the committed offsets,
 * after a pause that grows to ten seconds; meanwhile the partitions stay with this instance.
 */
final class ImageLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ImageLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Transactions transactions;
    private final PassWork work;
    private final ActiveEncoders encoders;
    private final EmbeddingMetrics metrics;
    private final Duration longestHold;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String problem = "";
    private volatile boolean member;
    private int failures;

    /**
     * @param longestHold after which the rest of a poll is left to the next: a rebalance waits for it, and the group puts out
     *     who polls too seldom
     */
    ImageLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Transactions transactions,
            PassWork work,
            ActiveEncoders encoders,
            EmbeddingMetrics metrics,
            Duration longestHold) {
        this.consumer = consumer;
        this.topic = topic;
        this.transactions = transactions;
        this.work = work;
        this.encoders = encoders;
        this.metrics = metrics;
        this.longestHold = longestHold;
    }

    /** Lets {@link #run()} return when the work in hand is committed, pass by pass. */
    void stop() {
        closing.countDown();
    }

    /** Why nothing goes on at the moment, if so. */
    Optional<String> problem() {
        if (!member) {
            return Optional.of("not a member of the consumer group yet, or not any more");
        }
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }

    /**
     * Works until {@link #stop()}.
     *
     * @throws UnrecoverableException if no retry would help
     */
    void run() throws InterruptedException {
        while (!stopping() && !encoders.await(POLL)) {
            continue; // an instance that cannot serve takes no partitions from those that can
        }
        if (stopping()) {
            return;
        }
        transactions.prepare();
        subscribe();
        while (!stopping()) {
            ConsumerRecords<byte[], byte[]> records = poll();
            measureLag();
            if (!records.isEmpty()) {
                take(records);
            }
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        // Taken before the work: were a partition moved meanwhile, these offsets would be refused.
        ConsumerGroupMetadata group = consumer.groupMetadata();
        List<ConsumerRecord<byte[], byte[]>> flat = new ArrayList<>(records.count());
        records.forEach(flat::add);
        long begin = System.nanoTime();
        try {
            for (int done = 0; done < flat.size(); ) {
                if (done > 0 && (stopping() || System.nanoTime() - begin > longestHold.toNanos())) {
                    leave(flat.subList(done, flat.size()));
                    return;
                }
                done += embed(records, flat.subList(done, flat.size()), group);
                failures = 0;
                problem = "";
            }
        } catch (KafkaException e) {
            recover(e, records);
        }
    }

    /**
     * Embeds as many of the images as one pass should take, and commits them.
     *
     * @param rest what is left of the records
     * @return how many
     */
    private int embed(
            ConsumerRecords<byte[], byte[]> records,
            List<ConsumerRecord<byte[], byte[]>> rest,
            ConsumerGroupMetadata group) {
        try (ActiveEncoders.Lease lease = encoders.acquire()) {
            int images = Math.min(rest.size(), work.atOnce(lease.embedders()));
            List<ConsumerRecord<byte[], byte[]>> pass = rest.subList(0, images);
            PassResult result = work.embed(pass, lease.embedders());
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    images == rest.size() ? records.nextOffsets() : offsetsAfter(pass);
            metrics.transaction.record(() -> transactions.write(result.records(), offsets, group));
            result.count(metrics);
            return images;
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsetsAfter(List<ConsumerRecord<byte[], byte[]>> pass) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pass) {
            offsets.put(partition(record), new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
        return offsets;
    }

    /** The next poll gives them again, here or to whoever has their partition then. */
    private void leave(List<ConsumerRecord<byte[], byte[]>> rest) {
        Map<TopicPartition, Long> first = new HashMap<>();
        rest.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        first.forEach(consumer::seek);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            member = consumer.groupMetadata().generationId() >= 0;
            return records;
        } catch (KafkaException e) {
            throw new UnrecoverableException(Failures.unrecoverable(e).orElse("cannot read " + topic), e);
        }
    }

    /** Ends the transaction, goes back to what is committed, and waits a little. */
    private void recover(KafkaException failure, ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        KafkaException reason = failure;
        while (true) {
            Optional<String> advice = Failures.unrecoverable(reason);
            if (advice.isPresent()) {
                throw new UnrecoverableException(advice.get(), reason);
            }
            metrics.retries.increment();
            LOG.warn("these {} images are taken again: {}", records.count(), reason.toString());
            try {
                transactions.reset();
                rewind(records);
                pause(reason);
                return;
            } catch (KafkaException e) {
                reason = e;
                pause(e);
            }
            if (stopping()) {
                return;
            }
        }
    }

    private void pause(KafkaException reason) throws InterruptedException {
        long millis = FIRST_PAUSE_MILLIS << Math.min(failures, 8);
        failures++;
        if (failures > 3) {
            problem = "no images are embedded: " + reason.getMessage();
        }
        closing.await(Math.min(LONGEST_PAUSE_MILLIS, millis), TimeUnit.MILLISECONDS);
    }

    private void rewind(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> mine = new HashSet<>(records.partitions());
        mine.retainAll(consumer.assignment());
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(mine);
            for (TopicPartition partition : mine) {
                OffsetAndMetadata offset = committed.get(partition);
                // Without a committed offset this poll was the first, and nothing of it was committed.
                consumer.seek(
                        partition,
                        offset == null ? records.records(partition).get(0).offset() : offset.offset());
            }
        } catch (KafkaException | IllegalStateException e) {
            // A member that the group has put out is told nothing: it joins again, and starts where commits end.
            LOG.warn("joining the group anew: {}", e.getMessage());
            consumer.unsubscribe();
            subscribe();
        }
    }

    private void measureLag() {
        metrics.lag(consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
    }

    /** The listener matters: with it, no partition leaves before this thread polls again. */
    private void subscribe() {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                LOG.info("takes over {}", partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                LOG.info("hands over {}", partitions);
            }
        });
    }

    private boolean stopping() {
        return closing.getCount() == 0;
    }
}
