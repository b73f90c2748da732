package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.UnreadableStateException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The line-ups of a task's images, each under a small number. Each change of versions adds one; those that no image
 * refers to are deleted.
 */
final class LineUps {
    private final KeyValueStore<Integer, LineUp> store;
    private final Map<LineUp, Integer> indexes = new HashMap<>();
    private final Map<Integer, LineUp> lineUps = new HashMap<>();
    /** Numbers assigned or resolved since the last call of {@link #deleteUnused}. */
    private final Set<Integer> used = new HashSet<>();

    private int next;
    private @Nullable LineUp latest;
    private int latestIndex;

    LineUps(KeyValueStore<Integer, LineUp> store) {
        this.store = store;
        try (KeyValueIterator<Integer, LineUp> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key != null) { // else unreadable
                    next = Math.max(next, entry.key + 1);
                    if (entry.value != null) { // else unreadable: images refer to its number, so it stays in use
                        remember(entry.key, entry.value);
                    }
                }
            });
        }
    }

    /** Called with every image and label, nearly always for the same object: comparing it is cheaper than hashing its names. */
    int index(LineUp lineUp) {
        if (lineUp != latest) {
            Integer known = indexes.get(lineUp);
            latestIndex = known == null ? add(lineUp) : known;
            latest = lineUp;
            used.add(latestIndex);
        }
        return latestIndex;
    }

    private int add(LineUp lineUp) {
        store.put(next, lineUp);
        remember(next, lineUp);
        return next++;
    }

    private void remember(int index, LineUp lineUp) {
        lineUps.put(index, lineUp);
        indexes.put(lineUp, index);
    }

    LineUp at(int index) {
        LineUp lineUp = lineUps.get(index);
        if (lineUp == null) {
            throw new UnreadableStateException("line-up " + index + " is missing");
        }
        used.add(index);
        return lineUp;
    }

    /** Deletes the line-ups that were not used since the last call. Every image must have been visited in between. */
    void deleteUnused() {
        Set<Integer> unused = new HashSet<>(lineUps.keySet());
        unused.removeAll(used);
        for (int index : unused) {
            store.delete(index);
            indexes.remove(lineUps.remove(index), index);
        }
        used.clear();
        latest = null; // so that the next image marks it as used
    }
}
