package dev.pentimento.dashboard.state;

import dev.pentimento.events.QualityWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Windows of quality, and the totals since each version began. */
final class QualityHistory {
    private final WindowHistory<QualityEntry> windows;
    private final BoundedMap<TotalKey, QualityEntry> totals = new BoundedMap<>(Limits.TOTALS);

    private record TotalKey(String version, String slice) {}

    QualityHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
    }

    void accept(QualityWindow window) {
        QualityEntry entry = QualityEntry.of(window);
        if (entry.start() == null) {
            totals.renew(new TotalKey(entry.version(), entry.slice()), entry);
        } else {
            windows.put(entry.slice(), entry.start(), entry.version(), entry);
        }
    }

    Optional<QualityEntry> total(String version, String slice) {
        return Optional.ofNullable(totals.get(new TotalKey(version, slice)));
    }

    /** The totals of every version that a candidate or champion was judged in, the one changed last at the end. */
    List<QualityEntry> totals(String slice) {
        List<QualityEntry> matching = new ArrayList<>();
        totals.forEach((key, entry) -> {
            if (key.slice().equals(slice)) {
                matching.add(entry);
            }
        });
        return matching;
    }

    Collection<QualityEntry> windows(String slice) {
        return windows.of(slice);
    }

    List<String> slices() {
        return windows.slices();
    }

    /** Begin of the first window of each version that is kept: about when it became champion. */
    Map<String, Instant> firstSeen() {
        Map<String, Instant> first = new LinkedHashMap<>();
        for (QualityEntry entry : windows.of(WindowHistory.ALL)) {
            if (entry.start() != null) {
                first.putIfAbsent(entry.version(), entry.start());
            }
        }
        return first;
    }
}
