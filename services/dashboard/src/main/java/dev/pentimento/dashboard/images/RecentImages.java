package dev.pentimento.dashboard.images;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The latest images with both opinions, their labels if known, and the latest flips. */
public final class RecentImages {
    private final BoundedMap<Position, MapPoint> points;
    private final BoundedMap<Position, Optional<String>> labels;
    private final BoundedMap<Position, FlipEntry> flips;
    private long changes;

    public RecentImages(Limits limits) {
        points = new BoundedMap<>(limits.points());
        labels = new BoundedMap<>(limits.points());
        flips = new BoundedMap<>(limits.flips());
    }

    /** The two topics are read concurrently, so a label may arrive before its prediction. */
    public MapPoint accept(Prediction prediction) {
        Position position = Position.of(prediction.getImage());
        String label = labels.getOrDefault(position, Optional.empty()).orElse(null);
        MapPoint point = MapPoint.of(prediction, label, ++changes);
        points.put(position, point);
        return point;
    }

    public void accept(Outcome outcome) {
        Position position = Position.of(outcome.getImage());
        labels.renew(position, Optional.ofNullable(outcome.getLabel()));
        points.computeIfPresent(position, (key, point) -> point.labelled(outcome.getLabel(), ++changes));
        FlipEntry flip = FlipEntry.of(outcome);
        if (!flip.original().label().equals(flip.corrected().label())) {
            flips.put(position, flip);
        }
    }

    /** Oldest first. */
    public Collection<MapPoint> points() {
        return points.values();
    }

    public long changes() {
        return changes;
    }

    /** Points that were added or changed after that change; oldest image first. */
    public List<MapPoint> after(long change) {
        return points.values().stream().filter(point -> point.change() > change).toList();
    }

    /** At most this many points with an embedding by this encoder, evenly spaced; oldest first. */
    public List<MapPoint> sample(String encoder, int most) {
        List<MapPoint> all = points.values().stream()
                .filter(point -> point.vector().encoder().equals(encoder))
                .toList();
        int size = Math.min(most, all.size());
        return IntStream.range(0, size)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / size)))
                .toList();
    }

    /** Labelled flips, and flips among the latest images without a label; newest first. */
    public List<FlipEntry> flips() {
        Map<Position, FlipEntry> all = new LinkedHashMap<>(flips);
        points.forEach((position, point) -> {
            if (point.flipped()) {
                all.putIfAbsent(position, FlipEntry.of(point));
            }
        });
        List<FlipEntry> newestFirst = new ArrayList<>(all.values());
        Collections.reverse(newestFirst);
        newestFirst.sort((a, b) -> b.at().compareTo(a.at()));
        return newestFirst;
    }
}
