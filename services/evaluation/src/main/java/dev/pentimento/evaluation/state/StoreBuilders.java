package dev.pentimento.evaluation.state;

import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the stores of the stream.
 *
 * @param suppliers creates the store with a name
 * @param unreadable receives values that cannot be read
 */
public record StoreBuilders(Function<String, KeyValueBytesStoreSupplier> suppliers, UnreadableState unreadable) {
    /** A store that writes every change to its changelog. */
    public <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, KeyFormat<K> keys, VersionedFormat<V> values) {
        return Stores.keyValueStoreBuilder(
                        suppliers.apply(name), keys.serde(name, unreadable), values.serde(name, unreadable))
                .withCachingDisabled();
    }

    /** A store that writes only the last value before a commit. */
    public <K, V> StoreBuilder<KeyValueStore<K, V>> cached(String name, KeyFormat<K> keys, VersionedFormat<V> values) {
        return store(name, keys, values).withCachingEnabled();
    }
}
