package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnresolvedBrokersTest {
    /** No name under {@code invalid} ever has an address (RFC 6761). */
    private static final String NOBODY = "nobody.invalid:9092";

    private final MovingClock clock = new MovingClock();
    private final PlatformSettings settings =
            PlatformSettings.from(Settings.of(Map.of("kafka.bootstrap.servers", NOBODY)));
    private final Topics topics = new Topics(settings);

    static List<Consumer<KafkaClients>> everyClient() {
        return List.of(
                clients -> clients.consumer("c", Map.of()),
                clients -> clients.consumer("c", Map.of("group.id", "g", "group.protocol", "consumer")),
                clients -> clients.reader("r", Map.of()),
                clients -> clients.producer("p", Map.of()),
                clients -> clients.admin("a"),
                KafkaClients::requireAddresses);
    }

    @ParameterizedTest
    @MethodSource("everyClient")
    void everyClientSaysWhichNameHasNoAddressAndMayBeMadeLater(Consumer<KafkaClients> made) {
        assertThatThrownBy(() -> made.accept(new KafkaClients(settings)))
                .isInstanceOf(UnresolvedBrokersException.class)
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll("kafka.bootstrap.servers", NOBODY);
    }

    @Test
    void aWrongSettingIsNotTakenForAName() {
        KafkaClients wrong = new KafkaClients(PlatformSettings.from(
                Settings.of(Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "kafka.security.protocol", "POST"))));

        assertThatThrownBy(() -> wrong.admin("a"))
                .isInstanceOf(KafkaException.class)
                .isNotInstanceOf(UnresolvedBrokersException.class);
    }

    @Test
    void aPatienceEndsTheWaitForAnAdminClient() {
        Patience patience = new Patience(Optional.of(Duration.ofSeconds(1)), Duration.ZERO, () -> {
            clock.advance(Duration.ofMillis(300));
            return clock.instant();
        });

        assertThatThrownBy(() -> new KafkaClients(settings).admin("a", patience))
                .isInstanceOf(UnresolvedBrokersException.class);
    }

    @Test
    void aReaderWaitsForTheNameAndReadsThen() {
        TopicPartition partition = new TopicPartition("labels", 0);
        LogConsumer log = new LogConsumer().topic("labels", 1);
        log.append(partition, null, new byte[] {7});
        int[] attempts = new int[1];
        List<Integer> read = new ArrayList<>();
        List<Optional<String>> problems = new ArrayList<>();
        TopicReader<Integer> reader = new TopicReader<>(
                () -> {
                    if (attempts[0]++ < 2) {
                        throw unresolved();
                    }
                    return log;
                },
                topics,
                Map.of(Topic.LABELS, Start.BEGINNING),
                record -> Optional.of((int) record.value()[0]),
                new Patience(Optional.empty(), Duration.ZERO, clock));

        while (read.isEmpty()) {
            read.addAll(reader.poll());
            problems.add(reader.problem());
        }

        assertThat(read).containsExactly(7);
        assertThat(problems.get(0)).hasValueSatisfying(text -> assertThat(text).contains(NOBODY));
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    void aReaderThatWaitsForTheNameStopsAtOnce() {
        TopicReader<Integer> reader = new TopicReader<>(
                () -> {
                    throw unresolved();
                },
                topics,
                Map.of(Topic.LABELS, Start.BEGINNING),
                record -> Optional.empty(),
                new Patience(Optional.empty(), Duration.ofDays(1), clock));
        reader.stop();

        assertThatThrownBy(reader::open).isInstanceOf(WakeupException.class);
        reader.close();
    }

    /** Somebody may stop a reader just before its consumer is made. */
    @Test
    void aConsumerThatWasWokenBeforeItIsMadeIsWokenThen() {
        LogConsumer log = new LogConsumer().topic("labels", 1);
        LazyConsumer consumer = new LazyConsumer(() -> log);

        consumer.wakeup();

        assertThatThrownBy(() -> consumer.get().poll(Duration.ZERO)).isInstanceOf(WakeupException.class);
        consumer.close();
        assertThat(log.closed()).isTrue();
    }

    private UnresolvedBrokersException unresolved() {
        try {
            new KafkaClients(settings).requireAddresses();
        } catch (UnresolvedBrokersException e) {
            return e;
        }
        throw new AssertionError(NOBODY + " has an address");
    }
}
