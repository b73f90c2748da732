package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Changes of counts that one task has not handed on yet, as objects, and what brings them back bit for bit: after each
 * record the store holds what it changed, since a commit between two hand-overs counts the record as consumed. A label's
 * change is kept as its image, not as counts, which would be a confusion matrix of each arm.
 *
 * <p>Changes are appended to a chunk, which the store's cache takes again each time and writes once for a commit. Keys
 * come again after each hand-over: what an earlier one left is told by its number.
 */
final class PendingTallies {
    /** A record of changes stays well below the 1 MB that brokers take by default. */
    private static final int RECORD_BYTES = 256 * 1024;

    private static final int CHUNK_BYTES = 4 * 1024;
    private static final byte[] HAND_OVERS = Bytes.ofInt(-1);
    private static final int SEEN = 0;
    private static final int LABELLED = 1;

    private final KeyValueStore<byte[], byte[]> store;
    private final LineUps lineUps;
    private final EventTime time;
    private final Map<TallyKey, Tally> pending = new HashMap<>();
    /** Since the last call of {@link #save}. */
    private final Map<TallyKey, Tally> seen = new HashMap<>();

    private long handOvers;
    /** Which of those since the last hand-over is open. */
    private int chunk;

    private Packer open;
    private boolean changed;

    PendingTallies(KeyValueStore<byte[], byte[]> store, LineUps lineUps, EventTime time) {
        this.store = store;
        this.lineUps = lineUps;
        this.time = time;
        byte[] last = store.get(HAND_OVERS);
        handOvers = last == null ? 0 : new Unpacker(last).number();
        restore();
        open = new Packer().number(handOvers);
    }

    /** See {@link LabelJoin.Listener#labelled}. */
    private record LabelChange(JudgedImage image, int before, int after, int revision) {
        void write(Packer packer, LineUps lineUps) {
            packer.number(lineUps.index(image.lineUp()))
                    .number(before)
                    .number(after)
                    .number(revision);
            image.write(packer);
        }

        static LabelChange read(Unpacker unpacker, LineUps lineUps) {
            LineUp lineUp = lineUps.at(unpacker.count());
            int before = unpacker.count();
            int after = unpacker.count();
            int revision = unpacker.count();
            return new LabelChange(JudgedImage.read(unpacker, "", lineUp), before, after, revision);
        }
    }

    private void restore() {
        for (byte[] saved = store.get(Bytes.ofInt(chunk)); saved != null; saved = store.get(Bytes.ofInt(chunk))) {
            Unpacker unpacker = new Unpacker(saved);
            if (unpacker.number() != handOvers) {
                return;
            }
            while (!unpacker.finished()) {
                if (unpacker.raw() == SEEN) {
                    merge(TallyKey.read(unpacker), Tally.read(unpacker));
                } else {
                    count(LabelChange.read(unpacker, lineUps));
                }
            }
            chunk++;
        }
    }

    /** Counts an image that has come. */
    void seen(JudgedImage image) {
        seen.computeIfAbsent(key(image), none -> new Tally(image.lineUp().classes()))
                .seen(image);
    }

    /** Counts what {@link LabelJoin.Listener#labelled} is told. */
    void labelled(JudgedImage image, int before, int after, int revision) {
        LabelChange change = new LabelChange(image, before, after, revision);
        count(change);
        change.write(open.raw(LABELLED), lineUps);
        changed = true;
    }

    private TallyKey key(JudgedImage image) {
        return new TallyKey(image.lineUp().champion(), image.source(), time.windowStart(image));
    }

    private void count(LabelChange change) {
        JudgedImage image = change.image();
        Tally tally = pending.computeIfAbsent(
                key(image), none -> new Tally(image.lineUp().classes()));
        if (change.before() != ImageState.UNLABELLED) {
            tally.unlabel(image, change.before());
        }
        if (change.after() != ImageState.UNLABELLED) {
            tally.label(image, change.after());
        }
        if (change.revision() == 1) {
            tally.evidence(image, change.after());
        }
    }

    private void merge(TallyKey key, Tally change) {
        pending.computeIfAbsent(key, none -> new Tally(change.classes())).merge(change);
    }

    /** Saves what has changed since the last call. */
    void save() {
        seen.forEach((key, tally) -> {
            key.write(open.raw(SEEN));
            tally.write(open);
            merge(key, tally);
        });
        if (seen.isEmpty() && !changed) {
            return;
        }
        store.put(Bytes.ofInt(chunk), open.toBytes());
        seen.clear();
        changed = false;
        if (open.size() > CHUNK_BYTES) {
            chunk++;
            open = new Packer().number(handOvers);
        }
    }

    /** Takes everything out: for each version the records that hold it. */
    Map<String, List<byte[]>> drain() {
        if (pending.isEmpty()) {
            return Map.of();
        }
        Map<String, List<byte[]>> records = new TreeMap<>();
        Map<String, Packer> unfinished = new TreeMap<>();
        pending.forEach((key, tally) -> {
            Packer packer = unfinished.computeIfAbsent(key.version(), version -> new Packer());
            key.write(packer);
            tally.write(packer);
            if (packer.size() > RECORD_BYTES) {
                records.computeIfAbsent(key.version(), version -> new ArrayList<>())
                        .add(packer.toBytes());
                unfinished.remove(key.version());
            }
        });
        unfinished.forEach((version, packer) ->
                records.computeIfAbsent(version, none -> new ArrayList<>()).add(packer.toBytes()));
        pending.clear();
        handOvers++;
        store.put(HAND_OVERS, new Packer().number(handOvers).toBytes());
        chunk = 0;
        open = new Packer().number(handOvers);
        return records;
    }
}
