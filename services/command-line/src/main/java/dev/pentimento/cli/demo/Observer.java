package dev.pentimento.cli.demo;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Somebody who follows the committed results, as any dashboard would, and notes when each prediction could be read. */
final class Observer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final List<Topic> FOLLOWED =
            List.of(Topic.PREDICTIONS, Topic.PREDICTION_QUALITY, Topic.EMBEDDING_DRIFT, Topic.MODEL_VERSIONS);

    private final ServiceContext context;
    private final Consumer<byte[], byte[]> consumer;
    private final Sightings sightings;
    private final Thread thread = new Thread(this::follow, "demo-observer");
    private volatile boolean closed;

    Observer(ServiceContext context, Sightings sightings) {
        this.context = context;
        this.sightings = sightings;
        this.consumer = context.clients().consumer("demo-observer", Map.of());
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : FOLLOWED) {
                consumer.partitionsFor(context.topics().name(topic))
                        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        note(record);
                    }
                }
            }
        } catch (RuntimeException | UnusableRecordException e) {
            sightings.fail(e);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record) throws UnusableRecordException {
        if (is(record, Topic.PREDICTIONS)) {
            Prediction prediction = read(Topic.PREDICTIONS, record, Prediction.class);
            sightings.prediction(prediction, context.clock().millis());
        } else if (is(record, Topic.PREDICTION_QUALITY)) {
            sightings.quality(read(Topic.PREDICTION_QUALITY, record, QualityWindow.class));
        } else if (is(record, Topic.MODEL_VERSIONS)) {
            sightings.version(read(Topic.MODEL_VERSIONS, record, ModelVersion.class));
        } else {
            DriftWindow window = read(Topic.EMBEDDING_DRIFT, record, DriftWindow.class);
            DriftAlarm alarm = window.getAlarm();
            if (alarm != null && window.getSlice().equals("all") && alarm.getState() == AlarmState.RAISED) {
                sightings.alarm(alarm);
            }
        }
    }

    private boolean is(ConsumerRecord<byte[], byte[]> record, Topic topic) {
        return record.topic().equals(context.topics().name(topic));
    }

    private <T extends SpecificRecord> T read(Topic topic, ConsumerRecord<byte[], byte[]> record, Class<T> type)
            throws UnusableRecordException {
        return context.events().read(topic, record.value(), type);
    }
}
