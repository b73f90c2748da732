package dev.pentimento.dashboard.deadletters;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Counts of dead letters by reason, and the latest dead letters without their content. */
public final class DeadLetterHistory {
    private final BoundedMap<Kind, Count> counts = new BoundedMap<>(Limits.DEAD_LETTER_KINDS);
    private final BoundedMap<Long, DeadLetter> latest = new BoundedMap<>(Limits.DEAD_LETTERS);
    private long total;

    private record Kind(DeadLetterReason reason, String service, String topic) {}

    /** @param detail detail of the latest one */
    public record Count(
            DeadLetterReason reason, String service, String topic, long count, Instant latest, String detail) {}

    public void accept(DeadLetter letter) {
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
        latest.put(total++, DeadLetter.newBuilder(letter).setContent(null).build());
    }

    public DeadLettersView view() {
        List<Count> byCount = counts.values().stream()
                .sorted(Comparator.comparingLong(Count::count).reversed())
                .toList();
        List<DeadLetter> newestFirst = new ArrayList<>(latest.values());
        Collections.reverse(newestFirst);
        return new DeadLettersView(total, byCount, newestFirst);
    }

    public long total() {
        return total;
    }
}
