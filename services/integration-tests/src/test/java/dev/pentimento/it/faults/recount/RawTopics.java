package dev.pentimento.it.faults.recount;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed bytes of some topics, each once, in the order of their partitions. */
final class RawTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    /** Where each partition goes on: a consumer that has to begin again gives nothing twice. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    RawTopics(String bootstrapServers, List<String> topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("client.id", "recount");
        settings.put("enable.metrics.push", false);
        settings.put("max.partition.fetch.bytes", 20_000_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Gives what was committed since the last time. It gives up after a minute; the next call goes on from there. */
    void drain(Consumer<ConsumerRecord<byte[], byte[]>> to) {
        long begin = System.nanoTime();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                && System.nanoTime() - begin < PATIENCE_NANOS) {
            give(consumer.poll(POLL), to);
        }
    }

    /** What cannot be taken now, because the registry is away, is given again the next time. */
    private void give(ConsumerRecords<byte[], byte[]> records, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= next.getOrDefault(partition, 0L)) {
                    to.accept(record);
                    next.put(partition, record.offset() + 1);
                }
            }
        } catch (RuntimeException e) {
            records.partitions().forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
            throw e;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
