package dev.pentimento.evaluation.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values by key: a store of the stream, or memory. A core uses this interface, so that it runs in the stream and in a
 * replay. A value must not be modified after it has been put here.
 */
public interface KeyedState<K, V> {
    @Nullable
    V get(K key);

    void put(K key, V value);

    void delete(K key);

    /** Keys whose bytes begin with the prefix, in byte order; all keys if the prefix is empty. */
    List<K> keys(byte... prefix);

    /** Whether a key begins with the prefix. */
    default boolean any(byte... prefix) {
        return !keys(prefix).isEmpty();
    }
}
