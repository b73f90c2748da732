package dev.pentimento.cli.live;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bounded map. When it is full, the least recently used entry is evicted. */
final class LruMap<K, T> extends LinkedHashMap<K, T> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 300;

    LruMap() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
        return size() > MOST;
    }
}
