package dev.pentimento.it.hostile;

import dev.pentimento.platform.kafka.Topic;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that somebody writes to a topic.
 *
 * @param kind what is wrong with it, for the table
 * @param timestampMillis none: the time of sending; −1: without a timestamp, as some clients write it
 * @param partition none: by the key
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HostileCase(
        Topic topic,
        String kind,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers,
        @Nullable Long timestampMillis,
        @Nullable Integer partition,
        Fate fate) {

    /** A record of {@code images}. */
    public static HostileCase image(String kind, String key, byte @Nullable [] value, Fate fate) {
        return of(Topic.IMAGES, kind, PlainRecords.bytes(key), value, fate);
    }

    static HostileCase of(Topic topic, String kind, byte @Nullable [] key, byte @Nullable [] value, Fate fate) {
        return new HostileCase(topic, kind, key, value, List.of(), null, null, fate);
    }

    HostileCase withHeaders(List<Header> others) {
        return new HostileCase(topic, kind, key, value, others, timestampMillis, partition, fate);
    }

    HostileCase at(long millis) {
        return new HostileCase(topic, kind, key, value, headers, millis, partition, fate);
    }

    HostileCase in(int number) {
        return new HostileCase(topic, kind, key, value, headers, timestampMillis, number, fate);
    }
}
