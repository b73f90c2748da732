package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed predictions and dead letters with a plain consumer and plain Avro, and counts them by record. */
public final class Recount {
    private final String bootstrapServers;
    private final PlainRecords records;
    private final Map<Place, Integer> predictions = new HashMap<>();
    private final Map<Place, Letters> letters = new HashMap<>();

    /** Where a record stands. */
    public record Place(String topic, int partition, long offset) {}

    /**
     * Dead letters of one record.
     *
     * @param reasons the different ones, joined by commas
     */
    public record Letters(int count, String reasons) {
        private Letters and(Letters more) {
            String all = Stream.of(reasons.split(","), more.reasons.split(","))
                    .flatMap(Stream::of)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(","));
            return new Letters(count + more.count, all);
        }
    }

    public Recount(String bootstrapServers, PlainRecords records) {
        this.bootstrapServers = bootstrapServers;
        this.records = records;
    }

    /** Counts from the beginning to what is committed now. */
    public Recount count() {
        predictions.clear();
        letters.clear();
        read(Topic.PREDICTIONS, (record, event) -> {
            GenericRecord image = (GenericRecord) event.get("image");
            Place place = new Place("images", (int) image.get("partition"), (long) image.get("offset"));
            if (place.offset() < HostileEmbeddings.STRANGE_OFFSET) {
                predictions.merge(place, 1, Integer::sum);
            }
        });
        read(Topic.DEAD_LETTERS, (record, event) -> {
            Place place =
                    new Place(event.get("topic").toString(), (int) event.get("partition"), (long) event.get("offset"));
            letters.merge(place, new Letters(1, event.get("reason").toString()), Letters::and);
        });
        return this;
    }

    public int predictions() {
        return predictions.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Different records with dead letters. */
    public int refused() {
        return letters.size();
    }

    /** How many predictions the image there has. */
    public int predictions(Place image) {
        return predictions.getOrDefault(image, 0);
    }

    public Letters letters(Place record) {
        return letters.getOrDefault(record, new Letters(0, ""));
    }

    private void read(Topic topic, BiConsumer<ConsumerRecord<byte[], byte[]>, GenericRecord> each) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                1 << 24,
                "client.id",
                "recount");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.baseName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    each.accept(record, event(topic, record));
                }
            }
        }
    }

    private GenericRecord event(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = Objects.requireNonNull(record.value());
        return records.schema(ByteBuffer.wrap(value, 1, 4).getInt())
                .flatMap(schema -> PlainRecords.read(topic, schema, value))
                .orElseThrow(() ->
                        new AssertionError(topic + " has no event at " + record.partition() + "-" + record.offset()));
    }
}
