package dev.pentimento.schemas.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Caches values that never change once they are known. Two threads may compute the same value at once: neither waits
 * for the other, unlike in {@link ConcurrentMap#computeIfAbsent}. Thread-safe.
 */
public final class Known<K, V> {
    private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();

    /** Returns the key's value; if it is not known, the supplier computes it. */
    public V get(K key, Supplier<V> unknown) {
        V known = values.get(key);
        if (known == null) {
            known = unknown.get();
            values.put(key, known);
        }
        return known;
    }

    /** Adds a value that was obtained elsewhere. */
    void put(K key, V value) {
        values.put(key, value);
    }
}
