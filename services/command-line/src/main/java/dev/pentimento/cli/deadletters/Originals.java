package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Decoding;
import dev.pentimento.platform.kafka.RecordFetch;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The values of the records behind dead letters, read from the letter, or from the log if the value was too long for a
 * letter.
 */
final class Originals implements AutoCloseable {
    private final RecordFetch<ConsumerRecord<byte[], byte[]>> log;

    Originals(Connection connection) {
        log = new RecordFetch<>(
                () -> connection.clients().reader("pentimento-originals", Map.of("max.poll.records", 1)),
                Decoding.none(),
                Connection.patience());
    }

    /** @param bytes empty if the record had no value */
    record Value(byte @Nullable [] bytes) {}

    /** Empty if the log no longer has the record, or has another one in its place. */
    Optional<Value> of(DeadLetter letter) {
        if (letter.getContent() != null) {
            byte[] bytes = new byte[letter.getContent().remaining()];
            letter.getContent().duplicate().get(bytes);
            return Optional.of(new Value(bytes));
        }
        return letter.getSize() == 0 ? Optional.of(new Value(null)) : logged(letter);
    }

    private Optional<Value> logged(DeadLetter letter) {
        AtomicReference<@Nullable Value> found = new AtomicReference<>();
        Set<Place> places = Set.of(new Place(letter.getPartition(), letter.getOffset()));
        RecordFetch.Rest rest = log.fetch(letter.getTopic(), places, (place, record) -> {
            byte[] value = record.value();
            if (value != null && DeadLetters.sha256(value).equals(letter.getSha256())) {
                found.set(new Value(value));
            }
            return found.get() != null;
        });
        if (!rest.unread().isEmpty()) {
            throw new TimeoutException(
                    "offset " + letter.getOffset() + " of " + letter.getTopic() + " was not read in time");
        }
        return Optional.ofNullable(found.get());
    }

    @Override
    public void close() {
        log.close();
    }
}
