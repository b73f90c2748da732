package dev.pentimento.cli.live;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is followed by its key. Beyond some hundreds, what has not changed for longest is forgotten. */
final class Tracks<K, T> extends LinkedHashMap<K, T> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 300;

    Tracks() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
        return size() > MOST;
    }
}
