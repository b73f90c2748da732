package dev.pentimento.cli.live;

import dev.pentimento.cli.live.LiveTable.Heading;
import dev.pentimento.cli.live.LiveTable.Row;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row per reason and topic: the number of letters, the latest one, and letters per minute by record timestamp. */
public final class LiveDeadLetters implements LiveView<DeadLetter> {
    private static final List<Heading> HEADINGS = List.of(
            new Heading("REASON", 1, 20),
            new Heading("TOPIC", 4, 12),
            new Heading("LETTERS", 2, 12),
            new Heading("LATEST", 3, 20),
            new Heading("DETAIL OF THE LATEST", 5, 50));

    private final LruMap<Key, Letters> reasons = new LruMap<>();
    private long latestMinute = Long.MIN_VALUE;

    private record Key(DeadLetterReason reason, String topic) {}

    /** The letters with one reason and topic. */
    private static final class Letters {
        private final TreeMap<Long, Double> minutes = new TreeMap<>();
        private long count;
        private Instant latest = Instant.MIN;
        private String detail = "";
    }

    @Override
    public void accept(DeadLetter letter) {
        Letters letters =
                reasons.computeIfAbsent(new Key(letter.getReason(), letter.getTopic()), none -> new Letters());
        long minute = letter.getTimestamp().getEpochSecond()
                / ChronoUnit.MINUTES.getDuration().toSeconds();
        latestMinute = Math.max(latestMinute, minute);
        letters.count++;
        letters.minutes.merge(minute, 1.0, Double::sum);
        letters.minutes.headMap(latestMinute - Recent.KEPT, true).clear();
        if (!letter.getTimestamp().isBefore(letters.latest)) {
            letters.latest = letter.getTimestamp();
            letters.detail = letter.getDetail();
        }
    }

    /** The most frequent first. */
    @Override
    public LiveTable table() {
        List<Row> rows = reasons.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Key, Letters> each) -> each.getValue().count)
                        .reversed()
                        .thenComparing(each -> each.getKey().reason())
                        .thenComparing(each -> each.getKey().topic()))
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
        return new LiveTable(HEADINGS, "A MINUTE", rows);
    }

    private Row row(Key key, Letters letters) {
        List<@Nullable Double> history = new ArrayList<>();
        long first = letters.minutes.isEmpty() ? latestMinute : letters.minutes.firstKey();
        for (long minute = Math.max(first, latestMinute - Recent.KEPT + 1); minute <= latestMinute; minute++) {
            history.add(letters.minutes.get(minute));
        }
        return new Row(
                List.of(
                        key.reason().toString(),
                        key.topic(),
                        Long.toString(letters.count),
                        Figures.time(letters.latest),
                        letters.detail),
                Sparkline.fromZero(history),
                Tone.PLAIN);
    }
}
