package dev.pentimento.dashboard.history;

import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The latest windows of each slice, ordered by start time. A later revision replaces a window. */
public final class WindowHistory<E> {
    private final Limits limits;
    private final NavigableMap<Place, E> all = new TreeMap<>(Place.ORDER);
    private final BoundedMap<Slice, NavigableMap<Place, E>> others;

    public WindowHistory(Limits limits) {
        this.limits = limits;
        others = new BoundedMap<>(limits.slices());
    }

    /**
     * @param owner the version or reference to which the window belongs; windows of two owners may start at the same
     *     time
     */
    public void put(Slice slice, Instant start, String owner, E entry) {
        NavigableMap<Place, E> windows = all;
        if (!slice.isAll()) {
            windows = others.getOrDefault(slice, new TreeMap<>(Place.ORDER));
            others.renew(slice, windows);
        }
        windows.put(new Place(start, owner), entry);
        if (windows.size() > limits.windows()) {
            windows.pollFirstEntry();
        }
    }

    /** Oldest first; empty for an unknown slice. */
    public Collection<E> of(Slice slice) {
        NavigableMap<Place, E> windows = slice.isAll() ? all : others.get(slice);
        return windows == null ? List.of() : List.copyOf(windows.values());
    }

    /** {@link Slice#ALL} first, then the sources by name. */
    public List<Slice> slices() {
        return Stream.concat(Stream.of(Slice.ALL), others.keySet().stream())
                .sorted()
                .toList();
    }

    private record Place(Instant start, String owner) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::start).thenComparing(Place::owner);
    }
}
