package dev.pentimento.embedding;

import dev.pentimento.embedding.crashes.CrashWatch;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * Polls, then embeds and commits one pass at a time, in one thread. After a failure, it seeks back to the committed
 * offsets and retries after a pause, which grows to ten seconds. The partitions stay with this instance meanwhile.
 */
final class ImageLoop {
    static final String NO_MEMBER = "not a member of the consumer group";
    private static final Logger LOG = LoggerFactory.getLogger(ImageLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final EmbeddingPass pass;
    private final CrashWatch crashes;
    private final Duration longestHold;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String problem = "";
    private volatile boolean member;
    private volatile boolean joined;
    private int failures;

    /**
     * @param crashes sets aside records that crash the process
     * @param longestHold after this time, the rest of a poll is left to the next poll: a rebalance waits for a poll,
     *     and the group removes members that poll too rarely
     */
    ImageLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            EmbeddingPass pass,
            CrashWatch crashes,
            Duration longestHold) {
        this.consumer = consumer;
        this.topic = topic;
        this.pass = pass;
        this.crashes = crashes;
        this.longestHold = longestHold;
    }

    /** Makes {@link #run()} return after the current pass is committed. */
    void stop() {
        closing.countDown();
    }

    /** Whether the group has ever accepted this instance. */
    boolean hasJoined() {
        return joined;
    }

    /** Why no images are being embedded; empty if they are. */
    Optional<String> problem() {
        if (!member) {
            return Optional.of(NO_MEMBER);
        }
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }

    /**
     * Works until {@link #stop()}.
     *
     * @throws UnrecoverableException if no retry would help
     * @throws RuntimeException for anything else that stops it, such as a fault of the machine
     */
    void run() throws InterruptedException {
        boolean inOrder = false;
        try {
            work();
            crashes.handsOver(consumer.assignment());
            inOrder = true;
        } finally {
            if (!inOrder) {
                crashes.failed();
            }
        }
    }

    private void work() throws InterruptedException {
        while (!stopping() && !pass.encoders().await(POLL)) {
            continue; // an instance that cannot serve must not take partitions from those that can
        }
        if (stopping()) {
            return;
        }
        pass.transactions().prepare();
        subscribe();
        while (!stopping()) {
            long began = System.nanoTime();
            ConsumerRecords<byte[], byte[]> records = poll();
            measureLag();
            if (!records.isEmpty()) {
                take(records, began);
            }
        }
    }

    /** @param polled when the poll began */
    private void take(ConsumerRecords<byte[], byte[]> records, long polled) throws InterruptedException {
        // Read before the work: if a partition moves meanwhile, the broker refuses these offsets.
        ConsumerGroupMetadata group = consumer.groupMetadata();
        List<ConsumerRecord<byte[], byte[]>> flat = new ArrayList<>(records.count());
        records.forEach(flat::add);
        long begin = System.nanoTime();
        try {
            crashes.begins(records);
            for (int done = 0; done < flat.size(); ) {
                if (done > 0 && (stopping() || System.nanoTime() - begin > longestHold.toNanos())) {
                    leave(flat.subList(done, flat.size()));
                    return;
                }
                OptionalLong poll = done == 0 ? OptionalLong.of(polled) : OptionalLong.empty();
                done += pass.run(records, flat.subList(done, flat.size()), group, crashes, poll);
                failures = 0;
                problem = "";
            }
        } catch (KafkaException e) {
            recover(e, records);
        }
    }

    /** The next poll returns them again, here or on the instance that then owns their partition. */
    private void leave(List<ConsumerRecord<byte[], byte[]>> rest) {
        Map<TopicPartition, Long> first = new HashMap<>();
        rest.forEach(record -> first.putIfAbsent(TopicReader.partition(record), record.offset()));
        first.forEach(consumer::seek);
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            member = consumer.groupMetadata().generationId() >= 0;
            joined |= member;
            return records;
        } catch (KafkaException e) {
            throw new UnrecoverableException(Failures.unrecoverable(e).orElse("cannot read " + topic), e);
        }
    }

    /** Ends the transaction, seeks back to the committed offsets, and pauses. */
    private void recover(KafkaException failure, ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        KafkaException reason = failure;
        while (true) {
            Optional<String> advice = Failures.unrecoverable(reason);
            if (advice.isPresent()) {
                throw new UnrecoverableException(advice.get(), reason);
            }
            pass.metrics().retries.increment();
            LOG.warn("cannot embed these {} images, will retry: {}", records.count(), reason.toString());
            try {
                pass.transactions().reset();
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
            problem = "no images are embedded: " + Failures.waiting(reason);
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
                // Without a committed offset, this was the first poll, and none of its images is committed.
                consumer.seek(
                        partition,
                        offset == null ? records.records(partition).get(0).offset() : offset.offset());
            }
        } catch (KafkaException | IllegalStateException e) {
            // The group has removed this member: it joins again, and starts at the committed offsets.
            LOG.warn("rejoining the consumer group: {}", e.getMessage());
            consumer.unsubscribe();
            subscribe();
        }
    }

    private void measureLag() {
        pass.metrics()
                .lag(consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum());
    }

    /** With a listener, no partition leaves before this thread polls again. */
    private void subscribe() {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                LOG.info("takes over {}", partitions);
                crashes.takesOver(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                LOG.info("hands over {}", partitions);
                crashes.handsOver(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                LOG.info("loses {}", partitions);
                crashes.lost(partitions);
            }
        });
    }

    private boolean stopping() {
        return closing.getCount() == 0;
    }
}
