package dev.pentimento.dashboard.history;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the most recently added entries. {@link #put} with a known key does not change the entry's age. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    public BoundedMap(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }

    /** Adds the entry as the newest. */
    public void renew(K key, V value) {
        remove(key);
        put(key, value);
    }
}
