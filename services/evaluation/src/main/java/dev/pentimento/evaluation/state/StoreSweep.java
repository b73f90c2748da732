package dev.pentimento.evaluation.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Visits the keys of a store repeatedly, a few at a time. Retention is enforced when an entry is used; the sweep only
 * frees space. An index by time would store each image's id a second time, and a single future timestamp would empty a
 * windowed store.
 */
public final class StoreSweep<K> {
    /** Time between two steps. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int ENTRIES_PER_STEP = 5000;
    private static final int PASSES_PER_RETENTION = 24;

    private final KeyValueStore<K, ?> store;
    private final long passMillis;
    private @Nullable K next;
    private long passBegan = Long.MIN_VALUE;

    /** @param retention a pass begins several times within it, and at least once per hour */
    public StoreSweep(KeyValueStore<K, ?> store, Duration retention) {
        this.store = store;
        passMillis = Math.min(Duration.ofHours(1).toMillis(), Math.max(1, retention.toMillis() / PASSES_PER_RETENTION));
    }

    /**
     * @param wallClockMillis if it was set back, a pass begins immediately
     * @param visitor may change the entry of the key that it gets
     * @return whether a pass is complete: every key was visited since the end of the previous pass
     */
    public boolean step(long wallClockMillis, Consumer<K> visitor) {
        if (next == null) {
            if (passBegan != Long.MIN_VALUE
                    && wallClockMillis >= passBegan
                    && wallClockMillis - passBegan < passMillis) {
                return false;
            }
            passBegan = wallClockMillis;
        }
        List<K> keys = new ArrayList<>();
        try (KeyValueIterator<K, ?> entries = store.range(next, null)) {
            while (entries.hasNext() && keys.size() <= ENTRIES_PER_STEP) {
                K key = entries.next().key;
                if (key != null) { // unreadable
                    keys.add(key);
                }
            }
        }
        boolean more = keys.size() > ENTRIES_PER_STEP;
        next = more ? keys.remove(keys.size() - 1) : null;
        keys.forEach(visitor);
        return !more;
    }
}
