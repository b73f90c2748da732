package dev.pentimento.evaluation.state;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts stored and internal values that cannot be read, and logs one message for each store or topic. */
public final class UnreadableState {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableState.class);

    private final MeterRegistry registry;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    public UnreadableState(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A serde that drops and counts bytes that it cannot read, and returns {@code null} for them. */
    <T> Serde<T> serde(String place, Function<T, byte[]> writer, Function<byte[], T> reader) {
        counter(place); // shows 0 until something is dropped
        return Serdes.serdeFrom((topic, value) -> value == null ? null : writer.apply(value), (topic, bytes) -> {
            try {
                return bytes == null ? null : reader.apply(bytes);
            } catch (RuntimeException e) { // damaged bytes fail anywhere
                dropped(place, e);
                return null;
            }
        });
    }

    /**
     * A value was dropped.
     *
     * @param place name of its store or topic
     */
    public void dropped(String place, RuntimeException problem) {
        counter(place).increment();
        if (reported.add(place)) {
            LOG.warn(
                    "{} holds values that this release cannot read ({}); they are dropped, and their counts start at zero",
                    place,
                    problem.getMessage());
        }
    }

    private Counter counter(String place) {
        return Counter.builder("pentimento.evaluation.state.unreadable")
                .description("Stored or internally sent values that could not be read and were dropped")
                .tag("store", place)
                .register(registry);
    }
}
