package dev.pentimento.evaluation.routing;

import dev.pentimento.evaluation.opinions.EventTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Timestamps within what brokers accept and what can be right: up to a little after the present time. Some clients write
 * none (-1), and a wrong clock writes any. Kafka's own extractor ends the stream at the first negative one; a record of the year 9999 would
 * carry the stream's time there, and the broker would refuse what is written with that time.
 */
public final class RecordTimes implements TimestampExtractor, Configurable {
    /** Name of the setting that holds the clock. */
    public static final String CLOCK = "pentimento.clock";

    /** Half of what brokers allow ({@code message.timestamp.after.max.ms}), since their clocks are not ours. */
    private static final long MOST_AHEAD_MILLIS = Duration.ofMinutes(30).toMillis();

    private InstantSource clock = InstantSource.system();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(CLOCK) instanceof InstantSource given) {
            clock = given;
        }
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        // the first record of a task sets the stream's time: from 1970, all would seem to have waited for decades
        long timestamp = record.timestamp() < EventTime.EARLIEST_MILLIS ? -1 : record.timestamp();
        return acceptable(timestamp, clock.millis());
    }

    /**
     * The nearest timestamp that brokers accept; the present time for none.
     *
     * @param timestampMillis milliseconds since 1970; negative: none
     * @param nowMillis the present time
     */
    public static long acceptable(long timestampMillis, long nowMillis) {
        return timestampMillis < 0 ? nowMillis : Math.min(timestampMillis, nowMillis + MOST_AHEAD_MILLIS);
    }
}
