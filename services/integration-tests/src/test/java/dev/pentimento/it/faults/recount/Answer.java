package dev.pentimento.it.faults.recount;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction says.
 *
 * @param candidates class that each candidate named, by version
 * @param at the time that decides on its window, in milliseconds
 */
record Answer(
        Place image,
        String id,
        String version,
        String original,
        double confidence,
        String corrected,
        Map<String, String> candidates,
        @Nullable String source,
        long imageTimestamp,
        long at) {
    private static final long MOST_AHEAD = Duration.ofDays(1).toMillis();
    private static final long MOST_BEHIND = Duration.ofDays(365).toMillis();

    static Answer of(GenericRecord prediction) {
        Map<String, String> candidates = new HashMap<>();
        for (Object each : (List<?>) prediction.get("candidates")) {
            GenericRecord candidate = (GenericRecord) each;
            candidates.put(
                    candidate.get("modelVersion").toString(),
                    ((GenericRecord) candidate.get("opinion")).get("label").toString());
        }
        GenericRecord image = (GenericRecord) prediction.get("image");
        GenericRecord original = (GenericRecord) prediction.get("original");
        long timestamp = (Long) prediction.get("imageTimestamp");
        Long captured = (Long) prediction.get("capturedAt");
        boolean plausible =
                captured != null && captured <= timestamp + MOST_AHEAD && captured >= timestamp - MOST_BEHIND;
        Object source = prediction.get("source");
        return new Answer(
                new Place((Integer) image.get("partition"), (Long) image.get("offset")),
                prediction.get("imageId").toString(),
                prediction.get("modelVersion").toString(),
                original.get("label").toString(),
                ((Number) original.get("confidence")).doubleValue(),
                ((GenericRecord) prediction.get("corrected")).get("label").toString(),
                candidates,
                source == null ? null : source.toString(),
                timestamp,
                plausible ? captured : timestamp);
    }

    Set<String> slices() {
        return source == null ? Set.of("all") : Set.of("all", "source=" + source);
    }
}
