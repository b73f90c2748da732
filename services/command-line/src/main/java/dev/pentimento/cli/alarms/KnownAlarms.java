package dev.pentimento.cli.alarms;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftHistory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The drift alarms as the page shows them, and what operators have decided. */
record KnownAlarms(List<AlarmEntry> alarms, Decisions decisions) {
    /** Alarms need no windows, images or flips. */
    private static final Limits ALARMS_ONLY = new Limits(1, 1, 10_000, 1, 1, Duration.ofHours(1));

    static KnownAlarms read(Connection connection, Consumer<String> unusable) {
        String reference = PublishedVersions.read(connection, unusable)
                .champion()
                .map(ModelVersion::getReferenceFile)
                .map(Artifact::getSha256)
                .orElse("");
        DriftHistory drift = new DriftHistory(ALARMS_ONLY);
        each(connection, Topic.EMBEDDING_DRIFT, DriftWindow.class, unusable, window -> drift.accept(window, List.of()));
        Decisions decisions = new Decisions();
        each(connection, Topic.ALARM_DECISIONS, AlarmDecision.class, unusable, decisions::accept);
        List<AlarmEntry> alarms = drift.alarms(reference).stream()
                .map(alarm -> alarm.with(decisions))
                .toList();
        return new KnownAlarms(alarms, decisions);
    }

    private static <E extends SpecificRecord> void each(
            Connection connection, Topic topic, Class<E> type, Consumer<String> unusable, Consumer<E> reader) {
        try (TopicReader<Received<E>> records = connection.reader(topic, type, Start.BEGINNING, unusable)) {
            records.readToEnd(received -> received.event().ifPresent(reader));
        }
    }

    /**
     * The name under which an alarm is acknowledged.
     *
     * @param given {@code accuracy}, {@code correction}, or the beginning of an open drift alarm's id
     * @throws IllegalArgumentException if there is no such alarm, or more than one
     */
    String open(String given) {
        if (given.equals(Decisions.ACCURACY) || given.equals(Decisions.CORRECTION)) {
            return given;
        }
        String id = given.startsWith(Decisions.DRIFT) ? given.substring(Decisions.DRIFT.length()) : given;
        List<String> open = alarms.stream()
                .filter(AlarmEntry::raised)
                .map(alarm -> alarm.alarm().getId())
                .toList();
        List<String> found = open.stream().filter(each -> each.startsWith(id)).toList();
        if (found.size() == 1) {
            return Decisions.DRIFT + found.get(0);
        }
        List<String> named = found.isEmpty() ? open : found;
        throw new IllegalArgumentException((found.isEmpty() ? "no open alarm begins" : "several open alarms begin")
                + " with '" + id + "'; "
                + (named.isEmpty() ? "no drift alarm is open" : "there are " + String.join(", ", named)));
    }
}
