package dev.pentimento.dashboard.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The latest windows of each slice in the order of their begin; a window that comes again replaces itself. */
final class WindowHistory<E> {
    static final String ALL = "all";

    private final Limits limits;
    private final NavigableMap<Place, E> all = new TreeMap<>(Place.ORDER);
    private final BoundedMap<String, NavigableMap<Place, E>> others;

    WindowHistory(Limits limits) {
        this.limits = limits;
        others = new BoundedMap<>(limits.slices());
    }

    /** @param owner version or reference whose window it is; windows of two owners may have the same begin */
    void put(String slice, Instant start, String owner, E entry) {
        NavigableMap<Place, E> windows = all;
        if (!slice.equals(ALL)) {
            windows = others.getOrDefault(slice, new TreeMap<>(Place.ORDER));
            others.renew(slice, windows);
        }
        windows.put(new Place(start, owner), entry);
        if (windows.size() > limits.windows()) {
            windows.pollFirstEntry();
        }
    }

    /** Oldest first; empty for a slice that is not known. */
    Collection<E> of(String slice) {
        NavigableMap<Place, E> windows = slice.equals(ALL) ? all : others.get(slice);
        return windows == null ? List.of() : List.copyOf(windows.values());
    }

    /** {@code all} first, then the sources by name. */
    List<String> slices() {
        List<String> slices = new ArrayList<>(others.keySet());
        slices.sort(null);
        slices.add(0, ALL);
        return slices;
    }

    private record Place(Instant start, String owner) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::start).thenComparing(Place::owner);
    }
}
