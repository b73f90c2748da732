package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.RecordFetch.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RecordFetchTest {
    private static final String TOPIC = "images";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final LogConsumer log = new LogConsumer().topic(TOPIC, 2);
    private final MovingClock clock = new MovingClock();
    private final Set<Integer> undecodable = new HashSet<>();
    private final Set<Integer> undecided = new HashSet<>();
    private final Map<Place, Integer> found = new HashMap<>();

    @Test
    void recordsAreFoundAtTheirPlacesInAllPartitions() {
        append(FIRST, 1, 2, 3);
        append(SECOND, 4, 5);

        Rest rest = fetch(new Place(1, 1), new Place(0, 2), new Place(0, 0));

        assertThat(found).isEqualTo(Map.of(new Place(0, 0), 1, new Place(0, 2), 3, new Place(1, 1), 5));
        assertThat(rest).isEqualTo(new Rest(Set.of(), Set.of(), Set.of()));
    }

    @Test
    void placesWithoutARecordAreMissingAndNobodyWaitsForThem() {
        append(FIRST, 1, 2, 3, 4);
        log.compact(FIRST, 1);
        log.gap(FIRST, 2); // markers at 4 and 5
        log.begin(FIRST, 1);

        Rest rest = fetch(
                new Place(0, 0), new Place(0, 1), new Place(0, 2), new Place(0, 5), new Place(0, 6), new Place(7, 0));

        assertThat(found).isEqualTo(Map.of(new Place(0, 2), 3));
        assertThat(rest.missing())
                .containsExactlyInAnyOrder(
                        new Place(0, 0), new Place(0, 1), new Place(0, 5), new Place(0, 6), new Place(7, 0));
        assertThat(rest.unread()).isEmpty();
        assertThat(rest.ahead()).containsExactly(new Place(0, 6));
    }

    @Test
    void anotherRecordAtThePlaceIsNotTheOneThatWasAskedFor() {
        append(FIRST, 1, 2);

        Rest rest = fetcher(patience(10)).fetch(TOPIC, Set.of(new Place(0, 0), new Place(0, 1)), (place, value) -> {
            found.put(place, value);
            return value == 2;
        });

        assertThat(rest.missing()).containsExactly(new Place(0, 0));
    }

    @Test
    void anUndecodableRecordIsMissing() {
        append(FIRST, 1);
        undecodable.add(1);

        assertThat(fetch(new Place(0, 0)).missing()).containsExactly(new Place(0, 0));
    }

    @Test
    void aLongWayToTheNextPlaceIsSkipped() {
        for (int i = 0; i < 1000; i++) {
            append(FIRST, i % 100);
        }
        List<Integer> decoded = new ArrayList<>();
        log.setMaxPollRecords(10);
        RecordFetch<Integer> fetch = new RecordFetch<>(
                () -> log,
                record -> {
                    decoded.add((int) record.offset());
                    return Optional.of((int) record.offset());
                },
                patience(10));

        Rest rest = fetch.fetch(
                TOPIC, Set.of(new Place(0, 5), new Place(0, 40), new Place(0, 900)), (place, value) -> true);

        assertThat(decoded).containsExactly(5, 40, 900);
        assertThat(log.polls()).isLessThan(10);
        assertThat(rest).isEqualTo(new Rest(Set.of(), Set.of(), Set.of()));
    }

    @Test
    void recordsThatExpireOnTheWayAreMissing() {
        append(FIRST, 1, 2, 3);
        log.beforeNextPoll(() -> log.begin(FIRST, 2));

        Rest rest = fetch(new Place(0, 0), new Place(0, 2));

        assertThat(found).isEqualTo(Map.of(new Place(0, 2), 3));
        assertThat(rest.missing()).containsExactly(new Place(0, 0));
    }

    @Test
    void whatIsNotReadInTimeIsUnread() {
        append(FIRST, 1, 2);
        log.beforeNextPoll(() -> clock.advance(Duration.ofSeconds(10)));
        log.setMaxPollRecords(1);

        Rest rest = fetch(new Place(0, 0), new Place(0, 1), new Place(1, 0));

        assertThat(found).isEqualTo(Map.of(new Place(0, 0), 1));
        assertThat(rest.unread()).containsExactlyInAnyOrder(new Place(0, 1), new Place(1, 0));
        assertThat(rest.missing()).isEmpty();
    }

    @Test
    void theTimeIsThatOfOneFetch() {
        append(FIRST, 1);
        RecordFetch<Integer> fetcher = fetcher(patience(10));
        clock.advance(Duration.ofSeconds(60));

        assertThat(fetcher.fetch(TOPIC, Set.of(new Place(0, 0)), (place, value) -> true)
                        .unread())
                .isEmpty();
    }

    @Test
    void aCancelledFetchKeepsWhatItHas() {
        append(FIRST, 1);
        append(SECOND, 2);

        Rest rest = fetcher(patience(10))
                .fetch(TOPIC, Set.of(new Place(0, 0), new Place(1, 0)), () -> !found.isEmpty(), (place, value) -> {
                    found.put(place, value);
                    return true;
                });

        assertThat(found).isEqualTo(Map.of(new Place(0, 0), 1));
        assertThat(rest.unread()).containsExactly(new Place(1, 0));
    }

    @Test
    void afterARetriableErrorItGoesOnWhereItWas() {
        append(FIRST, 1, 2, 3);
        undecided.add(2);
        log.fail(new TimeoutException("no leader"));
        log.beforeNextPoll(() -> {});
        log.beforeNextPoll(undecided::clear);

        Rest rest = fetch(new Place(0, 0), new Place(0, 1), new Place(0, 2));

        assertThat(found).hasSize(3);
        assertThat(rest).isEqualTo(new Rest(Set.of(), Set.of(), Set.of()));
    }

    @Test
    void anErrorThatLastsIsThrownWhenTimeIsUp() {
        append(FIRST, 1);
        undecided.add(1);
        log.beforeNextPoll(() -> clock.advance(Duration.ofSeconds(10)));

        assertThatThrownBy(() -> fetch(new Place(0, 0)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("not now");
    }

    private void append(TopicPartition partition, int... values) {
        for (int value : values) {
            log.append(partition, null, new byte[] {(byte) value});
        }
    }

    private Rest fetch(Place... places) {
        return fetcher(patience(10)).fetch(TOPIC, Set.of(places), (place, value) -> {
            assertThat(found.put(place, value)).as("handed over once").isNull();
            return true;
        });
    }

    private RecordFetch<Integer> fetcher(Patience patience) {
        return new RecordFetch<>(() -> log, this::decode, patience);
    }

    private Patience patience(int seconds) {
        return new Patience(Optional.of(Duration.ofSeconds(seconds)), Duration.ZERO, clock);
    }

    private Optional<Integer> decode(ConsumerRecord<byte[], byte[]> record) {
        int value = record.value()[0];
        if (undecided.contains(value)) {
            throw new TimeoutException("not now");
        }
        return undecodable.contains(value) ? Optional.empty() : Optional.of(value);
    }
}
