package dev.pentimento.cli.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The latest windows by start time; a revision replaces the former one. */
final class Recent<W> {
    /** As many as the longest sparkline shows. */
    static final int KEPT = 40;

    private final TreeMap<Instant, W> windows = new TreeMap<>();

    void put(Instant begin, W window) {
        windows.put(begin, window);
        if (windows.size() > KEPT) {
            windows.pollFirstEntry();
        }
    }

    Optional<W> latest() {
        return Optional.ofNullable(windows.lastEntry()).map(Map.Entry::getValue);
    }

    Instant latestBegin() {
        return windows.isEmpty() ? Instant.MIN : windows.lastKey();
    }

    /** Oldest first. */
    List<@Nullable Double> history(Function<W, @Nullable Double> figure) {
        List<@Nullable Double> history = new ArrayList<>();
        windows.values().forEach(window -> history.add(figure.apply(window)));
        return history;
    }
}
