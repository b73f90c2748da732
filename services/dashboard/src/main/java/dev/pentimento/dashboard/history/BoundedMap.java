package dev.pentimento.dashboard.history;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the entries that were put in last. {@link #put} of a known key keeps its age. */
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

    /** Puts the entry in as the newest. */
    public void renew(K key, V value) {
        remove(key);
        put(key, value);
    }
}
