package dev.pentimento.it.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed predictions as soon as they are there: how many, how late, by which versions. */
public final class PredictionReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Function<byte[], List<String>> versions;
    private final Latencies latencies = new Latencies();
    private final AtomicLong seen = new AtomicLong();
    private final Set<String> champions = ConcurrentHashMap.newKeySet();
    private final Set<String> candidates = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::read, "prediction-reader");
    private volatile boolean closed;

    /** @param versions the champion and the candidates of a prediction; asked for one of each poll and partition */
    public PredictionReader(String bootstrapServers, Function<byte[], List<String>> versions) {
        this.versions = versions;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "client.id",
                "prediction-reader",
                "fetch.max.wait.ms",
                50);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("predictions").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                var polled = consumer.poll(Duration.ofMillis(50));
                long now = System.currentTimeMillis();
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    latencies.add(now - record.timestamp());
                }
                for (TopicPartition partition : polled.partitions()) {
                    List<String> named =
                            versions.apply(polled.records(partition).get(0).value());
                    champions.add(named.get(0));
                    candidates.addAll(named.subList(1, named.size()));
                }
                seen.addAndGet(polled.count());
            }
        }
    }

    public long seen() {
        return seen.get();
    }

    /** Versions that answered. */
    public Set<String> champions() {
        return champions;
    }

    /** Versions that judged in shadow. */
    public Set<String> candidates() {
        return candidates;
    }

    /** Median and 99th percentile since the last call, in milliseconds. */
    public Map<String, Double> latencies() {
        double[] quantiles = latencies.drain(0.5, 0.99);
        return Map.of("median latency, ms", quantiles[0], "99th percentile of latency, ms", quantiles[1]);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
