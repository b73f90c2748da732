package dev.pentimento.dashboard.history;

import dev.pentimento.events.Slice;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Something for all images, and for a number of other slices, of which the least recently changed are evicted. */
public final class BySlice<V> {
    private final Supplier<V> fresh;
    private final V all;
    private final BoundedMap<Slice, V> others;

    public BySlice(int most, Supplier<V> fresh) {
        this.fresh = fresh;
        all = fresh.get();
        others = new BoundedMap<>(most);
    }

    /** That of a slice that changes now. */
    public V change(Slice slice) {
        if (slice.isAll()) {
            return all;
        }
        V value = others.containsKey(slice) ? others.get(slice) : fresh.get();
        others.renew(slice, value);
        return value;
    }

    /** Those of the slices but the one of all images. */
    public Collection<V> others() {
        return Collections.unmodifiableCollection(others.values());
    }

    public Optional<V> find(Slice slice) {
        return slice.isAll() ? Optional.of(all) : Optional.ofNullable(others.get(slice));
    }

    /** {@link Slice#ALL} first, then the sources by name. */
    public List<Slice> slices() {
        return Stream.concat(Stream.of(Slice.ALL), others.keySet().stream())
                .sorted()
                .toList();
    }
}
