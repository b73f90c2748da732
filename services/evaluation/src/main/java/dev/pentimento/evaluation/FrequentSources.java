package dev.pentimento.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Images by source, and which sources are the most frequent.
 */
final class FrequentSources {
    /** Sources of a version that are counted at all: whoever puts something unique there does not fill the store. */
    private static final int MOST_COUNTED = 2000;

    private final KeyValueStore<byte[], byte[]> store;
    private final int slices;
    private final Map<String, Map<String, Long>> images = new HashMap<>();

    FrequentSources(KeyValueStore<byte[], byte[]> store, int slices) {
        this.store = store;
        this.slices = slices;
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                Unpacker key = new Unpacker(entry.key);
                of(key.text()).put(key.text(), new Unpacker(entry.value).number());
            }
        }
    }

    private Map<String, Long> of(String version) {
        return images.computeIfAbsent(version, none -> new HashMap<>());
    }

    /** @return whether the source is counted */
    boolean add(String version, String source, long more) {
        Map<String, Long> counts = of(version);
        if (!counts.containsKey(source) && (slices == 0 || counts.size() >= MOST_COUNTED)) {
            return false;
        }
        long sum = counts.merge(source, more, Long::sum);
        store.put(
                new Packer().text(version).text(source).toBytes(),
                new Packer().number(sum).toBytes());
        return true;
    }

    /** The most frequent sources of a version, as many as are told apart. */
    Set<String> leading(String version) {
        return of(version).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(slices)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
