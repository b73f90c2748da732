package dev.pentimento.dashboard.notifications;

import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Notification;
import dev.pentimento.events.NotificationEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the operator should know, as it stands now. {@link Outbox} decides whether it is told.
 *
 * @param subject what it is about; also the name by which an alarm is acknowledged
 * @param at when it happened
 * @param slice null: it is not about images
 * @param figures the figures behind the summary, by name
 * @param deadLetters the next offset of each partition, if it is about dead letters
 * @param before what must be told first, if it was not; null: what was never raised is not told as resolved
 */
record Matter(
        String subject,
        AlarmKind kind,
        NotificationEvent event,
        Instant at,
        @Nullable String slice,
        @Nullable String version,
        String summary,
        Map<String, Double> figures,
        Map<String, Long> deadLetters,
        @Nullable Matter before) {

    Matter(
            String subject,
            AlarmKind kind,
            NotificationEvent event,
            Instant at,
            @Nullable String slice,
            @Nullable String version,
            String summary,
            Map<String, Double> figures) {
        this(subject, kind, event, at, slice, version, summary, figures, Map.of(), null);
    }

    /** An alarm that was told and that nothing is known about any more. */
    static Matter gone(Notification told, Instant now, String summary) {
        return new Matter(
                told.getSubject(),
                told.getKind(),
                NotificationEvent.RESOLVED,
                now,
                told.getSlice(),
                told.getVersion(),
                summary,
                Map.of());
    }
}
