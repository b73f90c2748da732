package dev.pentimento.evaluation.routing;

import dev.pentimento.platform.time.RecordTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts plausible timestamps. Kafka's own extractor stops the stream at the first negative timestamp. A record of
 * the year 9999 would push the stream time there, and a record of 1970 at the beginning would make all others seem to
 * have waited for decades. Kafka Streams stores the partition's time with the offsets, so it is known again after a
 * restart.
 */
public final class RecordTimes implements TimestampExtractor, Configurable {
    /** Name of the setting that holds the clock. */
    public static final String CLOCK = "pentimento.clock";

    /**
     * The timestamp of a record. The partition's time may have come from the clock, as when no record has a timestamp.
     */
    private final AtomicLong latestMillis = new AtomicLong(RecordTime.UNKNOWN);

    private InstantSource clock = InstantSource.system();

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(CLOCK) instanceof InstantSource given) {
            clock = given;
        }
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long now = clock.millis();
        if (RecordTime.counts(record.timestamp(), Math.max(partitionTime, latestMillis.get()), now)) {
            latestMillis.accumulateAndGet(record.timestamp(), Math::max);
        }
        return RecordTime.believed(record.timestamp(), latestMillis.get(), now);
    }
}
