package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Changes of counts that one task has not handed on yet. They are kept as objects, and in a store as well after each
 * record: a commit between two hand-overs counts the record as consumed.
 */
final class PendingTallies {
    /** A record of changes stays well below the 1 MB that brokers take by default. */
    private static final int RECORD_BYTES = 256 * 1024;

    private final KeyValueStore<byte[], byte[]> store;
    private final EventTime time;
    private final Map<TallyKey, Tally> pending = new HashMap<>();
    private final Map<TallyKey, Tally> touched = new HashMap<>();

    PendingTallies(KeyValueStore<byte[], byte[]> store, EventTime time) {
        this.store = store;
        this.time = time;
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> entry = all.next();
                pending.put(TallyKey.read(new Unpacker(entry.key)), Tally.read(new Unpacker(entry.value)));
            }
        }
    }

    /** The tally that the image counts in, to be changed. */
    Tally of(JudgedImage image) {
        TallyKey key = new TallyKey(image.lineUp().champion(), image.source(), time.windowStart(image));
        Tally tally =
                pending.computeIfAbsent(key, none -> new Tally(image.lineUp().classes()));
        touched.put(key, tally);
        return tally;
    }

    /** Saves what has changed since the last call. */
    void save() {
        touched.forEach((key, tally) -> {
            Packer packer = new Packer();
            tally.write(packer);
            store.put(key.toBytes(), packer.toBytes());
        });
        touched.clear();
    }

    /** Takes everything out: for each version the records that hold it. */
    Map<String, List<byte[]>> drain() {
        Map<String, List<byte[]>> records = new TreeMap<>();
        Map<String, Packer> open = new TreeMap<>();
        pending.forEach((key, tally) -> {
            Packer packer = open.computeIfAbsent(key.version(), version -> new Packer());
            key.write(packer);
            tally.write(packer);
            if (packer.size() > RECORD_BYTES) {
                records.computeIfAbsent(key.version(), version -> new ArrayList<>())
                        .add(packer.toBytes());
                open.remove(key.version());
            }
            store.delete(key.toBytes());
        });
        open.forEach((version, packer) ->
                records.computeIfAbsent(version, none -> new ArrayList<>()).add(packer.toBytes()));
        pending.clear();
        touched.clear();
        return records;
    }
}
