package dev.pentimento.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which windows may be judged for the verdict since the version began: in the order of their images, each once all its
 * images have labels, or the label horizon has passed since it ended. Labels that come in an order which depends on what
 * they say would otherwise decide. What comes for a window after its turn counts at once.
 */
final class Turns {
    private static final byte[] MARK = {1};

    private final KeyValueStore<byte[], byte[]> waiting;
    private final Duration window;
    private final Duration horizon;

    /** @param waiting windows whose turn has not come, by their keys */
    Turns(KeyValueStore<byte[], byte[]> waiting, Duration window, Duration horizon) {
        this.waiting = waiting;
        this.window = window;
        this.horizon = horizon;
    }

    /**
     * Is told of every change of a window.
     *
     * @param first whether it is the window's first
     * @return whether the change has to wait for the window's turn
     */
    boolean waits(QualityKey key, boolean first) {
        if (horizon.isZero()) {
            return false;
        }
        byte[] stored = key.toBytes();
        if (first) {
            waiting.put(stored, MARK);
        }
        return waiting.get(stored) != null;
    }

    /** Tells whether every image of a window has its label. */
    interface Complete {
        boolean test(QualityKey key);
    }

    /** Windows whose turn has come, in their order; each is returned once. */
    List<QualityKey> come(long streamMillis, Complete complete) {
        List<QualityKey> come = new ArrayList<>();
        Set<String> blocked = new HashSet<>();
        try (KeyValueIterator<byte[], byte[]> all = waiting.all()) {
            List<QualityKey> keys = new ArrayList<>();
            all.forEachRemaining(entry -> keys.add(QualityKey.fromBytes(entry.key)));
            keys.sort((a, b) -> Long.compare(a.start(), b.start()));
            for (QualityKey key : keys) {
                long end = key.start() + window.toMillis();
                boolean ripe = streamMillis >= end + horizon.toMillis() || (streamMillis >= end && complete.test(key));
                if (!blocked.contains(key.version() + "|" + key.slice()) && ripe) {
                    come.add(key);
                } else {
                    blocked.add(key.version() + "|" + key.slice());
                }
            }
        }
        come.forEach(key -> waiting.delete(key.toBytes()));
        return come;
    }

    /** Windows of a slice that wait. */
    List<QualityKey> waiting(String version, String slice) {
        List<QualityKey> keys = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> all =
                waiting.prefixScan(QualityKey.prefix(version, slice), new ByteArraySerializer())) {
            all.forEachRemaining(entry -> keys.add(QualityKey.fromBytes(entry.key)));
        }
        return keys;
    }
}
