package dev.pentimento.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Visits every entry of a store again and again, a few at a time. Retention is decided when an entry is used; the sweep
 * only gives the space back. An index by time would cost each image its id once more, and a windowed store is emptied by
 * a single timestamp from the future.
 */
final class Sweep {
    private static final int ENTRIES_PER_STEP = 5000;
    private static final int PASSES_PER_RETENTION = 24;

    private final KeyValueStore<byte[], byte[]> store;
    private final long passMillis;
    private byte @Nullable [] next;
    private long passBegan = Long.MIN_VALUE;

    /** @param retention a pass begins several times within it, and once in an hour at least */
    Sweep(KeyValueStore<byte[], byte[]> store, Duration retention) {
        this.store = store;
        passMillis = Math.min(Duration.ofHours(1).toMillis(), Math.max(1, retention.toMillis() / PASSES_PER_RETENTION));
    }

    /** @param visitor may change the entry whose key it is given */
    void step(long wallClockMillis, Consumer<byte[]> visitor) {
        if (next == null) {
            if (passBegan != Long.MIN_VALUE && wallClockMillis - passBegan < passMillis) {
                return;
            }
            passBegan = wallClockMillis;
        }
        List<byte[]> keys = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.range(next, null)) {
            while (entries.hasNext() && keys.size() <= ENTRIES_PER_STEP) {
                keys.add(entries.next().key);
            }
        }
        boolean more = keys.size() > ENTRIES_PER_STEP;
        next = more ? keys.remove(keys.size() - 1) : null;
        keys.forEach(visitor);
    }
}
