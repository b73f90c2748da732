package dev.pentimento.benchmarks.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the Python consumer has written, which must be the opinions of the same networks. */
final class PeerOpinions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int COMPARED = 500;

    /** Decoders and engines round differently, so an image between two classes may get the other one. */
    private static final double LEAST_EQUAL = 0.99;

    private final String bootstrapServers;
    private final String topic;

    PeerOpinions(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    static int partitions(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            return consumer.partitionsFor(topic).size();
        }
    }

    /**
     * Reads all of them.
     *
     * @throws IllegalStateException if an image has none or two, or if the classes are not those of the model
     */
    void require(int images, Workload workload, BareModel model) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        List<String> classes = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : records()) {
            int number = Workload.number(new String(record.key(), StandardCharsets.UTF_8));
            numbers.add(number);
            count++;
            if (contents.size() < COMPARED) {
                contents.add(workload.image(number).content());
                classes.add(JSON.readTree(record.value()).path("class").asText());
            }
        }
        if (count != images || numbers.size() != images) {
            throw new IllegalStateException("the Python consumer read " + images + " images and wrote " + count
                    + " opinions about " + numbers.size());
        }
        requireEqual(
                classes, model.classes(contents), workload.version().version().getClasses());
    }

    private static void requireEqual(List<String> theirs, int[] ours, List<String> names) {
        int equal = 0;
        for (int i = 0; i < ours.length; i++) {
            if (theirs.get(i).equals(names.get(ours[i]))) {
                equal++;
            }
        }
        if (equal < LEAST_EQUAL * ours.length) {
            throw new IllegalStateException(
                    "the Python consumer does not run the same networks: " + equal + " of " + ours.length + " agree");
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
