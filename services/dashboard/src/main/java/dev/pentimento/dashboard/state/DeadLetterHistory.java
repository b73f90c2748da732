package dev.pentimento.dashboard.state;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Dead letters counted by reason, and the latest of them without their content. */
public final class DeadLetterHistory {
    private final BoundedMap<Kind, Count> counts = new BoundedMap<>(Limits.DEAD_LETTER_KINDS);
    private final BoundedMap<Long, Entry> latest = new BoundedMap<>(Limits.DEAD_LETTERS);
    private long total;

    private record Kind(DeadLetterReason reason, String service, String topic) {}

    /** @param detail of the latest */
    public record Count(
            DeadLetterReason reason, String service, String topic, long count, Instant latest, String detail) {}

    /** @param size length of the record's value in bytes */
    public record Entry(
            DeadLetterReason reason,
            String service,
            String topic,
            int partition,
            long offset,
            Instant at,
            long size,
            String sha256,
            String detail) {}

    void accept(DeadLetter letter) {
        Kind kind = new Kind(letter.getReason(), letter.getService(), letter.getTopic());
        Count known = counts.get(kind);
        counts.put(
                kind,
                new Count(
                        kind.reason(),
                        kind.service(),
                        kind.topic(),
                        known == null ? 1 : known.count() + 1,
                        letter.getTimestamp(),
                        letter.getDetail()));
        latest.put(
                total++,
                new Entry(
                        kind.reason(),
                        kind.service(),
                        kind.topic(),
                        letter.getPartition(),
                        letter.getOffset(),
                        letter.getTimestamp(),
                        letter.getSize(),
                        letter.getSha256(),
                        letter.getDetail()));
    }

    long total() {
        return total;
    }

    /** Most frequent first. */
    List<Count> counts() {
        return counts.values().stream()
                .sorted(Comparator.comparingLong(Count::count).reversed())
                .toList();
    }

    /** Newest first. */
    List<Entry> latest() {
        List<Entry> newestFirst = new ArrayList<>(latest.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
