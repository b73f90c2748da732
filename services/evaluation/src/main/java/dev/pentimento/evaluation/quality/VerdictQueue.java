package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.KeyedState;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.events.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Windows that wait until the verdict since the version's promotion may judge them. They are judged in the order of
 * their images, each once all its images have labels or the label horizon has passed since its end. Otherwise, the
 * verdict could depend on labels that arrive in an order related to their content. Later changes to a window count
 * immediately.
 */
final class VerdictQueue {
    private final KeyedState<QualityKey, Mark> waiting;
    private final Duration window;
    private final Duration horizon;

    VerdictQueue(KeyedState<QualityKey, Mark> waiting, Duration window, Duration horizon) {
        this.waiting = waiting;
        this.window = window;
        this.horizon = horizon;
    }

    /**
     * Records a change of a window.
     *
     * @param first whether it is the window's first change
     * @return whether the change must wait until the window is judged
     */
    boolean waits(QualityKey key, boolean first) {
        if (horizon.isZero()) {
            return false;
        }
        if (first) {
            waiting.put(key, Mark.PRESENT);
        }
        return first || waiting.get(key) != null;
    }

    /** Whether a window still waits. */
    boolean holds(QualityKey key) {
        return waiting.get(key) != null;
    }

    /**
     * Removes the windows that can be judged now, and returns them in order.
     *
     * @param complete whether every image of a window has its label
     */
    List<QualityKey> takeRipe(long streamMillis, Predicate<QualityKey> complete) {
        record Stream(String version, Slice slice) {}
        List<QualityKey> ripe = new ArrayList<>();
        Set<Stream> blocked = new HashSet<>();
        List<QualityKey> keys = waiting.keys();
        keys.sort(Comparator.comparingLong(QualityKey::start));
        for (QualityKey key : keys) {
            Stream stream = new Stream(key.version(), key.slice());
            if (!blocked.contains(stream) && isRipe(key, streamMillis, complete)) {
                ripe.add(key);
            } else {
                blocked.add(stream);
            }
        }
        ripe.forEach(waiting::delete);
        return ripe;
    }

    private boolean isRipe(QualityKey key, long streamMillis, Predicate<QualityKey> complete) {
        long end = key.start() + window.toMillis();
        return streamMillis >= end + horizon.toMillis() || (streamMillis >= end && complete.test(key));
    }

    /** The waiting windows of a slice. */
    List<QualityKey> waiting(String version, Slice slice) {
        return waiting.keys(QualityKey.prefix(version, slice));
    }
}
