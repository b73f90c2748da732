package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.drift.FirstLabels;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.quality.QualityTally;
import dev.pentimento.evaluation.quality.TallyKey;
import dev.pentimento.evaluation.quality.TallyRecords;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.UnreadableState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Changes of counts that a task has not handed over yet: as objects, and in a store that restores them bit for bit.
 * After each record, the store holds its changes, because a commit between two hand-overs marks the record as consumed.
 * A label's change is stored as its image: as counts, it would be a confusion matrix for each arm.
 *
 * <p>Changes are appended to a chunk. The store's cache replaces the chunk each time and writes it once for each
 * commit. After a hand-over, the same keys are reused; a chunk of an earlier hand-over is recognised by its number.
 */
final class PendingTallies {
    private static final int CHUNK_BYTES = 4 * 1024;
    /** The key under which the store holds the number of hand-overs. */
    private static final int HAND_OVERS = -1;

    private static final int SEEN = 0;
    private static final int LABELLED = 1;
    private static final int LABELLED_ON_REQUEST = 2;

    private final KeyValueStore<Integer, PendingChunk> store;
    private final LineUps lineUps;
    private final JoinTallies pending;
    /** Images that have arrived since the last call of {@link #save}. */
    private final JoinTallies seen;

    private long handOvers;
    /** Key of the open chunk. */
    private int chunk;

    private Packer open = new Packer();
    private boolean changed;

    /** @param unreadable receives changes that cannot be read */
    PendingTallies(
            KeyValueStore<Integer, PendingChunk> store, LineUps lineUps, EventTime time, UnreadableState unreadable) {
        this.store = store;
        this.lineUps = lineUps;
        pending = new JoinTallies(time);
        seen = new JoinTallies(time);
        PendingChunk last = store.get(HAND_OVERS);
        handOvers = last == null ? 0 : last.handOvers();
        restore(unreadable);
    }

    private void restore(UnreadableState unreadable) {
        try (KeyValueIterator<Integer, PendingChunk> chunks = store.range(0, Integer.MAX_VALUE)) {
            while (chunks.hasNext()) {
                KeyValue<Integer, PendingChunk> saved = chunks.next();
                if (saved.key != null && saved.value != null && saved.value.handOvers() == handOvers) {
                    chunk = saved.key + 1;
                    try {
                        restore(new Unpacker(saved.value.changes()));
                    } catch (RuntimeException e) { // damaged bytes fail anywhere
                        unreadable.dropped(store.name(), e);
                    }
                }
            }
        }
    }

    private void restore(Unpacker changes) {
        while (!changes.finished()) {
            switch (changes.raw()) {
                case SEEN -> pending.merge(TallyKey.read(changes), QualityTally.read(changes));
                case LABELLED -> pending.labelled(LabelChange.read(changes, lineUps::at));
                default -> pending.labelled(LabelChange.readWithKinds(changes, lineUps::at));
            }
        }
    }

    /** Counts an image that has arrived. */
    void seen(JudgedImage image) {
        seen.seen(image);
    }

    void labelled(LabelChange change) {
        pending.labelled(change);
        if (change.requested()) {
            change.writeKinds(open.raw(LABELLED_ON_REQUEST));
        } else {
            open.raw(LABELLED);
        }
        change.write(open, lineUps::index);
        changed = true;
    }

    /** Saves the changes since the last call. */
    void save() {
        if (seen.isEmpty() && !changed) {
            return;
        }
        seen.drain().forEach((key, tally) -> {
            key.write(open.raw(SEEN));
            tally.write(open);
            pending.merge(key, tally);
        });
        store.put(chunk, new PendingChunk(handOvers, open.toBytes()));
        changed = false;
        if (open.size() > CHUNK_BYTES) {
            chunk++;
            open = new Packer();
        }
    }

    /** Hands the first labels over; {@link #drain} must follow. */
    FirstLabels drainFirstLabels() {
        return pending.drainFirstLabels();
    }

    /** Hands the counts over: for each version the records that hold its changes. */
    Map<String, List<byte[]>> drain() {
        if (pending.isEmpty()) {
            return Map.of();
        }
        TallyRecords records = new TallyRecords();
        pending.drain().forEach(records::add);
        handOvers++;
        store.put(HAND_OVERS, new PendingChunk(handOvers, new byte[0]));
        chunk = 0;
        open = new Packer();
        return records.finish();
    }
}
