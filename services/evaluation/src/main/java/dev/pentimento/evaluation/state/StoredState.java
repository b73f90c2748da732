package dev.pentimento.evaluation.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** State in a store of the stream. */
public record StoredState<K, V>(KeyValueStore<K, V> store) implements KeyedState<K, V> {
    @Override
    public @Nullable V get(K key) {
        return store.get(key);
    }

    @Override
    public void put(K key, V value) {
        store.put(key, value);
    }

    @Override
    public void delete(K key) {
        store.delete(key);
    }

    @Override
    public List<K> keys(byte... prefix) {
        List<K> keys = new ArrayList<>();
        try (KeyValueIterator<K, V> entries = scan(prefix)) {
            entries.forEachRemaining(entry -> {
                if (entry.key != null) { // unreadable
                    keys.add(entry.key);
                }
            });
        }
        return keys;
    }

    @Override
    public boolean any(byte... prefix) {
        try (KeyValueIterator<K, V> entries = scan(prefix)) {
            return entries.hasNext();
        }
    }

    private KeyValueIterator<K, V> scan(byte[] prefix) {
        return prefix.length == 0 ? store.all() : store.prefixScan(prefix, new ByteArraySerializer());
    }
}
