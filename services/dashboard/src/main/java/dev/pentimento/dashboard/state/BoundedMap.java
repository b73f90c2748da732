package dev.pentimento.dashboard.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the entries put in last; an entry that is put in anew keeps its age. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    BoundedMap(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }

    /** Puts the entry in as the newest. */
    void renew(K key, V value) {
        remove(key);
        put(key, value);
    }
}
