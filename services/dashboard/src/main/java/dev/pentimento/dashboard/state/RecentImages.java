package dev.pentimento.dashboard.state;

import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest images with both opinions, their labels where they are known, and the latest flips. */
final class RecentImages {
    private final BoundedMap<Position, MapPoint> points;
    private final BoundedMap<Position, Optional<String>> labels;
    private final BoundedMap<Position, FlipEntry> flips;
    private long changes;

    RecentImages(Limits limits) {
        points = new BoundedMap<>(limits.points());
        labels = new BoundedMap<>(limits.points());
        flips = new BoundedMap<>(limits.flips());
    }

    /** The two topics are read side by side, so a label may come before the prediction that it belongs to. */
    void accept(Prediction prediction) {
        Position position = Position.of(prediction.getImage());
        String label = labels.getOrDefault(position, Optional.empty()).orElse(null);
        points.put(position, MapPoint.of(prediction, label, ++changes));
    }

    void accept(Outcome outcome) {
        Position position = Position.of(outcome.getImage());
        labels.renew(position, Optional.ofNullable(outcome.getLabel()));
        points.computeIfPresent(position, (key, point) -> point.labelled(outcome.getLabel(), ++changes));
        FlipEntry flip = FlipEntry.of(outcome);
        if (!flip.original().label().equals(flip.corrected().label())) {
            flips.put(position, flip);
        }
    }

    /** Where an image stands in the log, while it is among the latest. */
    Optional<AlarmEntry.Example> place(String imageId) {
        return points.values().stream()
                .filter(point -> point.imageId().equals(imageId))
                .findFirst()
                .map(point -> new AlarmEntry.Example(imageId, point.partition(), point.offset()));
    }

    long changes() {
        return changes;
    }

    /** Points that came or changed after that change, oldest image first. */
    List<MapPoint> after(long change) {
        return points.values().stream().filter(point -> point.change() > change).toList();
    }

    /** Labelled flips and those among the latest images that wait for a label, newest first. */
    List<FlipEntry> flips() {
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
