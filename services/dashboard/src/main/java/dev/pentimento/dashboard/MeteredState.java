package dev.pentimento.dashboard;

import dev.pentimento.dashboard.state.DashboardState;
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
    }

    void count(Supplier<Number> pages) {
        Gauge.builder(PREFIX + "open.pages", pages)
                .description("Pages that are told of changes")
                .register(metrics);
    }

    @Override
    public void accept(SpecificRecord event) {
        state.accept(event);
        count(
                "events",
                "Events taken from the topics",
                "event",
                event.getSchema().getName());
    }

    @Override
    public void versionRemoved(String version) {
        state.removeVersion(version);
    }

    @Override
    public void unusable(Topic topic) {
        count("unusable.records", "Records passed over because they could not be decoded", "topic", topic.baseName());
    }

    private void count(String name, String description, String tag, String value) {
        Counter.builder(PREFIX + name)
                .description(description)
                .tag(tag, value)
                .register(metrics)
                .increment();
    }
}
