package dev.pentimento.dashboard.history;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where an entry stands in time.
 *
 * @param owner the version or reference to which it belongs: entries of two owners may start at the same time
 */
public record Place(Instant start, String owner) {
    static final Comparator<Place> ORDER = Comparator.comparing(Place::start).thenComparing(Place::owner);

    /** The hour or day in which it lies. */
    public Place in(Resolution resolution) {
        return new Place(resolution.begin(start), owner);
    }
}
