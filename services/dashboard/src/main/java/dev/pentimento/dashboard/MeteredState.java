package dev.pentimento.dashboard;

import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.dashboard.topics.FollowedTopic;
import dev.pentimento.dashboard.topics.TopicFeed;
import dev.pentimento.platform.kafka.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Passes events on to the state and counts them. */
final class MeteredState implements TopicFeed.Listener {
    private static final String PREFIX = "pentimento.dashboard.";

    private final DashboardState state;
    private final MeterRegistry metrics;

    MeteredState(DashboardState state, MeterRegistry metrics) {
        this.state = state;
        this.metrics = metrics;
        for (FollowedTopic each : FollowedTopic.values()) {
            events(each.type().getSimpleName());
            unusableRecords(each.topic());
        }
    }

    void count(Supplier<Number> pages) {
        Gauge.builder(PREFIX + "open.pages", pages)
                .description("Pages that are told of changes")
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
    public void unusable(Topic topic) {
        unusableRecords(topic).increment();
    }

    private Counter events(String type) {
        return counter("events", "Events taken from the topics", "event", type);
    }

    private Counter unusableRecords(Topic topic) {
        return counter(
                "unusable.records", "Records passed over because they could not be decoded", "topic", topic.baseName());
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag(tag, value)
                .register(metrics);
    }
}
