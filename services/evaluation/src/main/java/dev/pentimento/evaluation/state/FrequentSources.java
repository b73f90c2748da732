package dev.pentimento.evaluation.state;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Images by source, and which sources are the most frequent: for each owner, which is a version or a drift reference.
 */
public final class FrequentSources {
    /** Most sources that are counted for one owner, so that a field with unique values does not fill the state. */
    private static final int MOST_COUNTED = 2000;

    private final KeyedState<SourceKey, Long> state;
    private final int slices;
    private final Map<String, Map<String, Long>> images = new HashMap<>();

    /** @param slices largest number of sources that have figures of their own */
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

    /** The most frequent sources of an owner, those that have figures of their own. */
    public Set<String> leading(String owner) {
        return of(owner).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(slices)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that have counts. */
    public Set<String> owners() {
        return Set.copyOf(images.keySet());
    }

    /** Deletes the counts of an owner that has no images any more. */
    public void forget(String owner) {
        Map<String, Long> counts = images.remove(owner);
        if (counts != null) {
            counts.keySet().forEach(source -> state.delete(new SourceKey(owner, source)));
        }
    }
}
