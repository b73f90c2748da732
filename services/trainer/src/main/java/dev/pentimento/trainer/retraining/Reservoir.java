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
 * The latest labelled images, of bounded number. Whoever is too much is the oldest of the largest class, so that the
 * classes become as equal as the stream allows. A changed label replaces the one before, one that is taken back leaves.
 * Not safe for several threads.
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
            dropOne();
        }
    }

    public int size() {
        return byPlace.size();
    }

    /** How many have been embedded by this encoder and are of images not older than this. */
    public int count(String encoderId, long sinceMillis) {
        return (int)
                byPlace.values().stream().filter(wanted(encoderId, sinceMillis)).count();
    }

    /** How many have been labelled after this moment. */
    public int labelledAfter(Instant moment) {
        long millis = moment.toEpochMilli();
        return (int) byPlace.values().stream()
                .filter(each -> each.labelledMillis() > millis)
                .count();
    }

    /** Those that {@link #count} counts, in the order of their places. */
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

    private void dropOne() {
        LabelledPosition oldest = byClass.values().stream()
                .max(Comparator.comparingInt(TreeSet::size))
                .orElseThrow()
                .first();
        remove(new Place(oldest.partition(), oldest.offset(), oldest.index()));
    }
}
