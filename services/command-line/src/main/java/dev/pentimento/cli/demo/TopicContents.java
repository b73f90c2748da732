package dev.pentimento.cli.demo;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/** Reads the committed records of a topic from its beginning to its current end. */
final class TopicContents {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServiceContext context;

    TopicContents(ServiceContext context) {
        this.context = context;
    }

    /** An event and its position. */
    record Entry<T>(int partition, long offset, T event) {}

    /** @throws KafkaException if the topic contains anything other than such events */
    <T extends SpecificRecord> List<Entry<T>> of(Topic topic, Class<T> type) {
        List<Entry<T>> entries = new ArrayList<>();
        try (TopicReader<Received<T>> reader = context.readers()
                .events(
                        "demo-auditor",
                        Map.of(topic, Start.BEGINNING),
                        type,
                        UnusableRecords.REFUSED,
                        Patience.of(PATIENCE))) {
            reader.readToEnd(each -> each.event()
                    .ifPresent(event -> entries.add(
                            new Entry<>(each.record().partition(), each.record().offset(), event))));
        }
        return entries;
    }
}
