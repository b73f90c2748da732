package dev.pentimento.evaluation.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** State in memory, in the order of a store. */
public final class StateInMemory<K, V> implements KeyedState<K, V> {
    private final KeyFormat<K> format;
    private final TreeMap<byte[], Map.Entry<K, V>> entries = new TreeMap<>(Arrays::compareUnsigned);

    public StateInMemory(KeyFormat<K> format) {
        this.format = format;
    }

    @Override
    public @Nullable V get(K key) {
        Map.Entry<K, V> entry = entries.get(format.toBytes().apply(key));
        return entry == null ? null : entry.getValue();
    }

    @Override
    public void put(K key, V value) {
        entries.put(format.toBytes().apply(key), Map.entry(key, value));
    }

    @Override
    public void delete(K key) {
        entries.remove(format.toBytes().apply(key));
    }

    @Override
    public List<K> keys(byte... prefix) {
        List<K> keys = new ArrayList<>();
        for (Map.Entry<byte[], Map.Entry<K, V>> entry : entries.tailMap(prefix).entrySet()) {
            byte[] key = entry.getKey();
            if (key.length < prefix.length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
                break;
            }
            keys.add(entry.getValue().getKey());
        }
        return keys;
    }
}
