package dev.pentimento.evaluation.state;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;

/**
 * How keys of one type are stored. Keys have no format byte: an entry is found by the bytes of its key, and stores are
 * ordered by them. A key's layout therefore never changes while its store keeps its name.
 */
public record KeyFormat<K>(Function<K, byte[]> toBytes, Function<byte[], K> fromBytes) {
    /**
     * The serde of a store's keys. It reads bytes that are not a key of this type as {@code null}.
     *
     * @param place name of the store
     */
    public Serde<K> serde(String place, UnreadableState unreadable) {
        return unreadable.serde(place, toBytes, fromBytes);
    }
}
