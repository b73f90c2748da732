package dev.pentimento.schemas.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Keeps what never changes once it is known. Two threads may find out the same at once: neither waits for the other, as
 * it would in {@link ConcurrentMap#computeIfAbsent}. Thread-safe.
 */
public final class Known<K, V> {
    private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();

    /** The value of the key; the supplier finds it out, unless it is known. */
    public V get(K key, Supplier<V> unknown) {
        V known = values.get(key);
        if (known == null) {
            known = unknown.get();
            values.put(key, known);
        }
        return known;
    }

    /** Found out in another way. */
    void put(K key, V value) {
        values.put(key, value);
    }
}
