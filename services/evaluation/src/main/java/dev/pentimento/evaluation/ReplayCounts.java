package dev.pentimento.evaluation;

import dev.pentimento.events.QualityWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts of replayed images, by the windows and slices that the stream would count them in. */
final class ReplayCounts {
    private final EventTime time;
    private final int slices;
    private final Map<TallyKey, Tally> tallies = new HashMap<>();

    /** @param slices sources told apart at most */
    ReplayCounts(EventTime time, int slices) {
        this.time = time;
        this.slices = slices;
    }

    void count(JudgedImage image, LabelHistory.Labels labels) {
        TallyKey key = new TallyKey(image.lineUp().champion(), image.source(), time.windowStart(image));
        Tally tally =
                tallies.computeIfAbsent(key, none -> new Tally(image.lineUp().classes()));
        tally.seen(image);
        if (labels.now() != ImageState.UNLABELLED) {
            tally.label(image, labels.now());
        }
        if (labels.first() != ImageState.UNLABELLED) {
            tally.evidence(image, labels.first());
        }
    }

    List<QualityWindow> quality(QualityWindows windows) {
        Set<String> leading = leading();
        Map<QualityKey, Tally> sums = new TreeMap<>(Comparator.comparing(QualityKey::slice)
                .thenComparing(QualityKey::windowStartMillis, Comparator.nullsLast(Comparator.naturalOrder())));
        tallies.forEach((key, tally) -> {
            add(sums, key, QualityKey.ALL, tally);
            if (key.source() != null && leading.contains(key.source())) {
                add(sums, key, QualityKey.SOURCE + key.source(), tally);
            }
        });
        List<QualityWindow> quality = new ArrayList<>();
        sums.forEach((key, tally) -> quality.add(windows.of(key, tally, 1, labels(key, sums))));
        return quality;
    }

    /** Every label is there, so none waits for its turn. */
    private static LabelState labels(QualityKey key, Map<QualityKey, Tally> sums) {
        List<Tally> sources = new ArrayList<>();
        sums.forEach((other, tally) -> {
            boolean sameWindow = Objects.equals(other.windowStartMillis(), key.windowStartMillis());
            if (key.slice().equals(QualityKey.ALL) && !other.slice().equals(QualityKey.ALL) && sameWindow) {
                sources.add(tally);
            }
        });
        return new LabelState(sources, List.of());
    }

    private static void add(Map<QualityKey, Tally> sums, TallyKey key, String slice, Tally tally) {
        for (Long start : new Long[] {key.windowStartMillis(), null}) {
            sums.computeIfAbsent(new QualityKey(key.version(), slice, start), none -> new Tally(tally.classes()))
                    .merge(tally);
        }
    }

    private Set<String> leading() {
        Map<String, Long> images = new HashMap<>();
        tallies.forEach((key, tally) -> {
            if (key.source() != null) {
                images.merge(key.source(), tally.images(), Long::sum);
            }
        });
        return images.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(slices)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
