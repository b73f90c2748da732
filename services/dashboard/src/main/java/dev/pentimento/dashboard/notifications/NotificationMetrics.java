package dev.pentimento.dashboard.notifications;

import dev.pentimento.events.AlarmKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what became of messages. */
final class NotificationMetrics {
    private static final String PREFIX = "pentimento.notifications.";
    private static final List<String> CAUSES = List.of("receiver", "refused", "kafka", "internal");

    private final MeterRegistry registry;
    private final AtomicInteger waiting = new AtomicInteger();

    NotificationMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (AlarmKind kind : AlarmKind.values()) {
            deliveries(kind);
        }
        CAUSES.forEach(this::failures);
        Gauge.builder(PREFIX + "waiting", waiting, AtomicInteger::get)
                .description("Messages that wait until the webhook takes them; 0 if it is another instance's turn")
                .register(registry);
    }

    void delivered(AlarmKind kind) {
        deliveries(kind).increment();
    }

    /**
     * @param cause {@code receiver}: it will be tried again; {@code refused}: it will not; {@code kafka} and
     *     {@code internal}: the messages could not be read or written
     */
    void failed(String cause) {
        failures(cause).increment();
    }

    void waiting(int messages) {
        waiting.set(messages);
    }

    private Counter deliveries(AlarmKind kind) {
        return Counter.builder(PREFIX + "delivered")
                .description("Messages that the webhook has taken")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter failures(String cause) {
        return Counter.builder(PREFIX + "failures")
                .description("Attempts to tell the webhook that failed")
                .tag("cause", cause)
                .register(registry);
    }
}
