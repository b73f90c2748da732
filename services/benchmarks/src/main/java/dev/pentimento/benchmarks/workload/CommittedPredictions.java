package dev.pentimento.benchmarks.workload;

import dev.pentimento.events.Prediction;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed predictions as a user's program does, and checks that no image has two. It belongs to the measured
 * work, because somebody must read the predictions. Used by one thread.
 */
public final class CommittedPredictions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final BitSet seen = new BitSet();
    private final ServiceContext context;
    private long count;
    private byte @Nullable [] last;

    public CommittedPredictions(ServiceContext context) {
        this.context = context;
        consumer = context.clients().reader("bench-reader", Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1));
        List<TopicPartition> partitions = consumer
                .partitionsFor(context.topics().name(Topic.PREDICTIONS))
                .stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Number of images that have a prediction. */
    public long count() {
        return count;
    }

    /**
     * Reads what has arrived.
     *
     * @param each receives the number of each image
     * @throws IllegalStateException if an image has a second prediction
     */
    public void poll(IntConsumer each) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            int number = Workload.number(new String(record.key(), StandardCharsets.UTF_8));
            if (seen.get(number)) {
                throw new IllegalStateException("image " + number + " has two predictions");
            }
            seen.set(number);
            count++;
            last = record.value();
            each.accept(number);
        }
    }

    /**
     * The prediction that was read last.
     *
     * @throws IllegalStateException if there is none, or it cannot be decoded
     */
    public Prediction last() {
        if (last == null) {
            throw new IllegalStateException("there is no prediction yet");
        }
        try {
            return context.events().read(Topic.PREDICTIONS, last, Prediction.class);
        } catch (UnusableRecordException e) {
            throw new IllegalStateException("a prediction cannot be decoded", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
