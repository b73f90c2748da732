package dev.pentimento.dashboard.history;

import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest windows of each slice, ordered by start time. A later revision replaces a window. */
public final class WindowHistory<E> {
    private final Limits limits;
    private final BySlice<TimeLine<E>> slices;

    public WindowHistory(Limits limits) {
        this.limits = limits;
        slices = new BySlice<>(limits.slices(), TimeLine::new);
    }

    /**
     * @param owner the version or reference to which the window belongs; windows of two owners may start at the same
     *     time
     * @return the former revision; null if there is none
     */
    public @Nullable E put(Slice slice, Instant start, String owner, E entry) {
        TimeLine<E> windows = slices.change(slice);
        E former = windows.put(new Place(start, owner), entry);
        windows.keep(limits.windows());
        return former;
    }

    /** Oldest first; empty for an unknown slice. */
    public Collection<E> of(Slice slice) {
        return slices.find(slice).map(TimeLine::all).orElse(List.of());
    }

    /** Empty for an unknown slice. */
    public TimeLine<E> line(Slice slice) {
        return slices.find(slice).orElseGet(TimeLine::new);
    }

    /** {@link Slice#ALL} first, then the sources by name. */
    public List<Slice> slices() {
        return slices.slices();
    }
}
