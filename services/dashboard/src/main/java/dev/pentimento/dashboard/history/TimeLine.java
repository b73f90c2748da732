package dev.pentimento.dashboard.history;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries by their start time, of which the oldest are evicted. */
public final class TimeLine<E> {
    private final NavigableMap<Place, E> entries = new TreeMap<>(Place.ORDER);
    private Instant evicted = Instant.MIN;

    public @Nullable E get(Place place) {
        return entries.get(place);
    }

    public @Nullable E put(Place place, E entry) {
        return entries.put(place, entry);
    }

    /** Evicts the oldest entries but the last {@code most}. */
    public void keep(int most) {
        while (entries.size() > most) {
            evictFirst();
        }
    }

    /** Evicts what starts before. */
    public void keepFrom(Instant oldest) {
        while (!entries.isEmpty() && entries.firstKey().start().isBefore(oldest)) {
            evictFirst();
        }
    }

    private void evictFirst() {
        passOver(entries.pollFirstEntry().getKey().start());
    }

    /** What starts then is too old to be kept. */
    public void passOver(Instant start) {
        evicted = start.isAfter(evicted) ? start : evicted;
    }

    /** Whether nothing was evicted that starts then or later. */
    public boolean reaches(Instant from) {
        return from.isAfter(evicted);
    }

    /** Oldest first. */
    public List<E> all() {
        return List.copyOf(entries.values());
    }

    /**
     * Oldest first.
     *
     * @param from null: from the first one
     * @param to null: to the last one; else what starts before
     */
    public List<E> between(@Nullable Instant from, @Nullable Instant to) {
        NavigableMap<Place, E> some = from == null ? entries : entries.tailMap(new Place(from, ""), true);
        if (to == null) {
            return List.copyOf(some.values());
        }
        return from != null && !from.isBefore(to)
                ? List.of()
                : List.copyOf(some.headMap(new Place(to, ""), false).values());
    }

    public Optional<Instant> first() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.firstKey().start());
    }

    public Optional<Instant> last() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.lastKey().start());
    }
}
