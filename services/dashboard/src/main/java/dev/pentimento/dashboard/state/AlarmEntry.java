package dev.pentimento.dashboard.state;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of the drift detector.
 *
 * @param reference SHA-256 of the reference's file
 * @param startedAt estimated begin of the change
 * @param size how large the change is: largest total variation of a score, 0 to 1; 0: not told
 * @param scores what moved most, most first
 * @param classes predicted classes whose share moved most, most first
 * @param sources whose share of the images moved most clearly
 * @param exampleImageIds a few images from after the change
 * @param examples those of them whose place in the log is known
 */
public record AlarmEntry(
        String id,
        AlarmState state,
        String encoder,
        String reference,
        String version,
        String slice,
        Instant raisedAt,
        Instant startedAt,
        @Nullable Instant resolvedAt,
        double size,
        List<String> scores,
        List<String> classes,
        List<String> sources,
        List<String> exampleImageIds,
        List<Example> examples) {

    /** An image and where it stands in the log. */
    public record Example(String imageId, int partition, long offset) {}

    static AlarmEntry of(DriftWindow window, DriftAlarm alarm) {
        return new AlarmEntry(
                alarm.getId(),
                alarm.getState(),
                window.getEncoderId(),
                window.getReferenceId(),
                window.getModelVersion(),
                window.getSlice(),
                alarm.getRaisedAt(),
                alarm.getStartedAt(),
                alarm.getResolvedAt(),
                alarm.getSize(),
                List.copyOf(alarm.getScores()),
                List.copyOf(alarm.getClasses()),
                List.copyOf(alarm.getSources()),
                List.copyOf(alarm.getExampleImageIds()),
                List.of());
    }

    /** The same with examples. */
    AlarmEntry showing(List<Example> found) {
        return new AlarmEntry(
                id,
                state,
                encoder,
                reference,
                version,
                slice,
                raisedAt,
                startedAt,
                resolvedAt,
                size,
                scores,
                classes,
                sources,
                exampleImageIds,
                found);
    }
}
