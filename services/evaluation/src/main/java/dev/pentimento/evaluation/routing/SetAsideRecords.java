package dev.pentimento.evaluation.routing;

import dev.pentimento.serving.faults.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on which a step of the stream failed with an unexpected exception. The transaction is aborted, because the
 * step may have done only part of its work. When the record is read again, its step sets it aside before changing
 * anything.
 */
public final class SetAsideRecords {
    /** If there are more, the records are not at fault. */
    static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideRecords.class);

    private final Map<Place, String> reasons = new ConcurrentHashMap<>();
    private final Set<Throwable> failures =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final Counter counter;

    private record Place(String topic, int partition, long offset) {}

    public SetAsideRecords(MeterRegistry registry) {
        counter = Counter.builder("pentimento.evaluation.records.set.aside")
                .description("Records that a step failed on unexpectedly and that are set aside")
                .register(registry);
    }

    /**
     * Records that a step failed on a record.
     *
     * @return whether the record will be set aside; false if the machine or the world is at fault
     */
    public boolean add(String step, String topic, int partition, long offset, Exception failure) {
        if (!isOfRecord(failure) || reasons.size() >= MOST) {
            return false;
        }
        String reason = "the step " + step + " failed on it unexpectedly: " + failure;
        if (reasons.putIfAbsent(new Place(topic, partition, offset), reason) != null) {
            return false; // setting it aside did not help
        }
        counter.increment();
        failures.add(failure);
        LOG.error("offset {} of {}-{} is set aside: {}", offset, topic, partition, reason, failure);
        return true;
    }

    private static boolean isOfRecord(Exception failure) {
        Optional<Fault> fault = Fault.of(failure);
        return fault.isEmpty()
                && causes(failure).noneMatch(cause -> cause instanceof KafkaException || cause instanceof Error);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Whether a failure is resolved by setting aside this record. */
    public boolean explains(Throwable failure) {
        return causes(failure).filter(failures::remove).count() > 0;
    }

    /** Why the record is set aside; empty if it is not. */
    public Optional<String> reason(RecordMetadata at) {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(reasons.get(new Place(at.topic(), at.partition(), at.offset())));
    }
}
