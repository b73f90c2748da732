package dev.pentimento.dashboard;

import dev.pentimento.dashboard.notifications.DeadLetterTally;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.topics.TopicFeed;
import dev.pentimento.platform.kafka.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Forwards events to the state and counts them. */
final class MeteredState implements TopicFeed.Listener {
    private static final String PREFIX = "pentimento.dashboard.";

    private final DashboardState state;
    private final DeadLetterTally letters;
    private final MeterRegistry metrics;

    MeteredState(DashboardState state, DeadLetterTally letters, MeterRegistry metrics, Set<Topic> followed) {
        this.state = state;
        this.letters = letters;
        this.metrics = metrics;
        for (Topic topic : followed) {
            events(topic.type().getSimpleName());
            unusableRecords(topic);
        }
    }

    void count(Supplier<Number> pages) {
        Gauge.builder(PREFIX + "open.pages", pages)
                .description("Pages that are open and notified of changes")
                .register(metrics);
    }

    @Override
    public void accept(SpecificRecord event) {
        state.accept(event);
        events(event.getSchema().getName()).increment();
    }

    @Override
    public void versionRemoved(String version) {
        state.removeVersion(version);
    }

    @Override
    public void deadLetter(int partition, long offset) {
        letters.add(partition, offset);
    }

    @Override
    public void unusable(Topic topic) {
        unusableRecords(topic).increment();
    }

    private Counter events(String type) {
        return counter("events", "Events read from the topics", "event", type);
    }

    private Counter unusableRecords(Topic topic) {
        return counter(
                "unusable.records", "Records skipped because they could not be decoded", "topic", topic.baseName());
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag(tag, value)
                .register(metrics);
    }
}
