package dev.pentimento.evaluation.state;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Image counts by source, and the most frequent sources, for each owner: a version or a drift reference.
 */
public final class FrequentSources {
    /** Largest number of sources counted for one owner, so that a field with unique values does not fill the state. */
    private static final int MOST_COUNTED = 2000;

    private final KeyedState<SourceKey, Long> state;
    private final int slices;
    private final Map<String, Map<String, Long>> images = new HashMap<>();

    /** @param slices largest number of sources with separate figures */
    public FrequentSources(KeyedState<SourceKey, Long> state, int slices) {
        this.state = state;
        this.slices = slices;
        for (SourceKey key : state.keys()) {
            Long counted = state.get(key);
            if (counted != null) {
                of(key.owner()).put(key.source(), counted);
            }
        }
    }

    private Map<String, Long> of(String owner) {
        return images.computeIfAbsent(owner, none -> new HashMap<>());
    }

    /** @return whether the source is counted */
    public boolean add(String owner, String source, long more) {
        Map<String, Long> counts = of(owner);
        if (!counts.containsKey(source) && (slices == 0 || counts.size() >= MOST_COUNTED)) {
            return false;
        }
        state.put(new SourceKey(owner, source), counts.merge(source, more, Long::sum));
        return true;
    }

    /** The most frequent sources of an owner, which have separate figures. */
    public Set<String> leading(String owner) {
        return of(owner).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(slices)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The owners that have counts. */
    public Set<String> owners() {
        return Set.copyOf(images.keySet());
    }

    /** Deletes the counts of an owner that no longer has images. */
    public void forget(String owner) {
        Map<String, Long> counts = images.remove(owner);
        if (counts != null) {
            counts.keySet().forEach(source -> state.delete(new SourceKey(owner, source)));
        }
    }
}
