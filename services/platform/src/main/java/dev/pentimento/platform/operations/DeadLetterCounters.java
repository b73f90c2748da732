package dev.pentimento.platform.operations;

import dev.pentimento.events.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the dead letters of one service by reason. Every counter exists from the start, so its first letter is visible
 * as an increase.
 */
public final class DeadLetterCounters {
    private final Map<DeadLetterReason, Counter> counters = new EnumMap<>(DeadLetterReason.class);

    public DeadLetterCounters(MeterRegistry registry, String service) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            counters.put(
                    reason,
                    Counter.builder("pentimento.dead.letters")
                            .description("Records that could not be used")
                            .tags("service", service, "reason", reason.name())
                            .register(registry));
        }
    }

    public void count(DeadLetterReason reason) {
        Objects.requireNonNull(counters.get(reason)).increment();
    }
}
