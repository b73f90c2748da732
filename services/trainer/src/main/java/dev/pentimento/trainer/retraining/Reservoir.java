package dev.pentimento.trainer.retraining;

import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The latest labelled images, up to a fixed number. When the reservoir is full, the oldest image of the largest class
 * is evicted, so that the classes become as balanced as the stream allows. A changed label replaces the previous one; a
 * withdrawn label removes its image. Not thread-safe.
 */
public final class Reservoir {
    private final int capacity;
    private final Map<Place, LabelledPosition> byPlace = new HashMap<>();
    private final TreeMap<String, TreeSet<LabelledPosition>> byClass = new TreeMap<>();

    public Reservoir(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        this.capacity = capacity;
    }

    private record Place(int partition, long offset, int index) {}

    public void accept(Outcome outcome) {
        EmbeddingPosition embedding = outcome.getEmbedding();
        Place place = new Place(embedding.getPartition(), embedding.getOffset(), embedding.getIndex());
        remove(place);
        String label = outcome.getLabel();
        if (label == null) {
            return;
        }
        add(
                place,
                new LabelledPosition(
                        place.partition,
                        place.offset,
                        place.index,
                        outcome.getImageTimestamp().toEpochMilli(),
                        outcome.getLabelledAt().toEpochMilli(),
                        label,
                        outcome.getEncoderId(),
                        outcome.getOriginal().getLabel().equals(label)));
        if (byPlace.size() > capacity) {
            evictOne();
        }
    }

    public int size() {
        return byPlace.size();
    }

    /** Number of images that were embedded by this encoder and are not older than this. */
    public int count(String encoderId, long sinceMillis) {
        return (int)
                byPlace.values().stream().filter(wanted(encoderId, sinceMillis)).count();
    }

    /**
     * Number of images labelled after the first moment and not after the second, because a label may be dated ahead.
     */
    public int labelledBetween(Instant after, Instant until) {
        long from = after.toEpochMilli();
        long to = until.toEpochMilli();
        return (int) byPlace.values().stream()
                .filter(each -> each.labelledMillis() > from && each.labelledMillis() <= to)
                .count();
    }

    /** The images that {@link #count} counts, in the order of the log. */
    public List<LabelledPosition> select(String encoderId, long sinceMillis) {
        List<LabelledPosition> selected = new ArrayList<>();
        byPlace.values().stream().filter(wanted(encoderId, sinceMillis)).forEach(selected::add);
        selected.sort(LabelledPosition.BY_PLACE);
        return List.copyOf(selected);
    }

    private static Predicate<LabelledPosition> wanted(String encoderId, long sinceMillis) {
        return each -> each.imageMillis() >= sinceMillis && each.encoderId().equals(encoderId);
    }

    private void add(Place place, LabelledPosition position) {
        byPlace.put(place, position);
        byClass.computeIfAbsent(position.label(), none -> new TreeSet<>(LabelledPosition.BY_AGE))
                .add(position);
    }

    private void remove(Place place) {
        LabelledPosition known = byPlace.remove(place);
        if (known != null) {
            TreeSet<LabelledPosition> ofClass = Objects.requireNonNull(byClass.get(known.label()));
            ofClass.remove(known);
            if (ofClass.isEmpty()) {
                byClass.remove(known.label());
            }
        }
    }

    private void evictOne() {
        LabelledPosition oldest = byClass.values().stream()
                .max(Comparator.comparingInt(TreeSet::size))
                .orElseThrow()
                .first();
        remove(new Place(oldest.partition(), oldest.offset(), oldest.index()));
    }
}
