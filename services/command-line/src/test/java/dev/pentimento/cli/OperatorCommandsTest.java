package dev.pentimento.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.RecordedRange;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does to an installation, against a real broker and registry. Each test has topics of its own. */
class OperatorCommandsTest {
    private static final int TWO_MEBIBYTES = 2 * 1024 * 1024;

    @RegisterExtension
    private static final Installation INSTALLATION = new Installation();

    @Test
    void theRecordsOfAReasonAreResubmittedOnceFromTheLetterOrFromTheLog() throws Exception {
        try (Connection connection = INSTALLATION.connect("again.")) {
            byte[] large = new byte[TWO_MEBIBYTES];
            Arrays.fill(large, (byte) 9);
            long at = produce(connection, Topic.IMAGES, "large", large, new RecordHeaders());
            DeadLetter small = letter("again.images", 7, "small".getBytes(UTF_8), DeadLetterReason.CONTENT_UNREACHABLE);
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", new byte[] {5});
            lay(connection, "small", small, DeadLetters.headers(small, headers));
            lay(connection, letter("again.images", at, large, DeadLetterReason.CONTENT_UNREACHABLE));
            lay(connection, letter("again.images", 8, "other".getBytes(UTF_8), DeadLetterReason.UNDECODABLE_IMAGE));

            CommandRun dry = INSTALLATION.run(
                    "again.", "dead-letters", "resubmit", "--reason", "content_unreachable", "--dry-run");
            assertThat(dry.exitCode()).as(dry.err()).isZero();
            assertThat(dry.err()).contains("would resubmit 2 records with reason CONTENT_UNREACHABLE");
            assertThat(dry.out()).contains("again.images-0@7", "again.images-0@" + at);
            assertThat(records(connection, Topic.IMAGES)).hasSize(1);

            CommandRun run = INSTALLATION.run("again.", "dead-letters", "resubmit", "--reason", "CONTENT_UNREACHABLE");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("resubmitted 2 records with reason CONTENT_UNREACHABLE");
            List<ConsumerRecord<byte[], byte[]>> images = records(connection, Topic.IMAGES);
            assertThat(images).hasSize(3);
            ConsumerRecord<byte[], byte[]> first = images.stream()
                    .filter(record -> record.value().length == 5)
                    .findFirst()
                    .orElseThrow();
            assertThat(first.value()).asString(UTF_8).isEqualTo("small");
            assertThat(first.key()).asString(UTF_8).isEqualTo("small");
            assertThat(first.timestamp()).isEqualTo(Samples.NOON.toEpochMilli());
            assertThat(first.headers().lastHeader("trace").value()).containsExactly(5);
            assertThat(first.headers().lastHeader(DeadLetters.RESUBMITTED_FROM).value())
                    .asString(UTF_8)
                    .isEqualTo("again.images-0@7");
            assertThat(first.headers().lastHeader("pentimento.reason")).isNull();
            assertThat(images)
                    .filteredOn(record -> Arrays.equals(record.value(), large))
                    .hasSize(2);

            CommandRun second =
                    INSTALLATION.run("again.", "dead-letters", "resubmit", "--reason", "CONTENT_UNREACHABLE");
            assertThat(second.err()).contains("resubmitted 0 records");
            assertThat(records(connection, Topic.IMAGES)).hasSize(3);
        }
    }

    /** One letter that cannot be sent would hold up all behind it, in every later run too. */
    @Test
    void aRecordWithATimestampThatNoTopicAcceptsIsResubmittedAllTheSame() throws Exception {
        try (Connection connection = INSTALLATION.connect("ages.")) {
            for (long millis : new long[] {Long.MIN_VALUE, -1, 0, 253_402_300_799_999L, Long.MAX_VALUE}) {
                DeadLetter letter = letter("ages.images", 7, "small".getBytes(UTF_8), DeadLetterReason.UNKNOWN);
                lay(
                        connection,
                        DeadLetter.newBuilder(letter)
                                .setTimestamp(Instant.ofEpochMilli(millis))
                                .build());
            }

            CommandRun run = INSTALLATION.run("ages.", "dead-letters", "resubmit", "--reason", "UNKNOWN");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(records(connection, Topic.IMAGES)).hasSize(5);
        }
    }

    @Test
    void whatNobodyHasAnyMoreIsToldAndTheOthersAreResubmitted() throws Exception {
        try (Connection connection = INSTALLATION.connect("lost.")) {
            lay(connection, letter("lost.images", 999, new byte[TWO_MEBIBYTES], DeadLetterReason.UNDECODABLE_IMAGE));
            lay(connection, letter("lost.labels", 5, "label".getBytes(UTF_8), DeadLetterReason.UNDECODABLE_IMAGE));

            CommandRun run = INSTALLATION.run("lost.", "dead-letters", "resubmit", "--reason", "UNDECODABLE_IMAGE");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("lost.images-0@999 is no longer in the log")
                    .contains("resubmitted 1 records")
                    .contains("1 can no longer be sent");
            assertThat(records(connection, Topic.LABELS)).hasSize(1);
        }
    }

    @Test
    void aRangeBeginsWithTheFirstRecordThatIsNotBeforeItAndEndsWithTheLog() throws Exception {
        try (Connection connection = INSTALLATION.connect("range.");
                Producer<byte[], byte[]> producer = connection.clients().producer("test", Map.of())) {
            for (long seconds : new long[] {10, 30, 20, 40}) {
                byte[] value = {(byte) seconds};
                producer.send(new ProducerRecord<>(
                                "range.labels",
                                0,
                                Samples.NOON.plusSeconds(seconds).toEpochMilli(),
                                null,
                                value))
                        .get();
            }
            List<Integer> read = new ArrayList<>();
            RecordedRange range = new RecordedRange(connection, (topic, done, total) -> {});

            range.read(
                    Topic.LABELS,
                    Samples.NOON.plusSeconds(25),
                    records -> records.forEach(record -> read.add((int) record.value()[0])));
            range.read(Topic.LABELS, Samples.NOON.plusSeconds(50), records -> read.add(-1));

            assertThat(read).containsExactly(30, 20, 40);
        }
    }

    @Test
    void aReasonThatIsNoneIsAnsweredWithThoseThatThereAre() {
        CommandRun run = INSTALLATION.run("any.", "dead-letters", "resubmit", "--reason", "BAD_LUCK");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("BAD_LUCK", "UNDECODABLE_IMAGE", "LABEL_TOO_LATE");
    }

    @Test
    void aContractThatTheRegistrysVersionsDoNotUnderstandStopsTheStart() {
        try (Connection connection = INSTALLATION.connect("contracts.")) {
            SchemaRegistryClient client = new SchemaRegistryClient(RegistrySettings.at(INSTALLATION.registryUrl()));
            Schema another = new Schema.Parser()
                    .parse("{\"type\": \"record\", \"name\": \"Label\", \"namespace\": \"dev.pentimento.events\","
                            + " \"fields\": [{\"name\": \"imageId\", \"type\": \"string\"},"
                            + " {\"name\": \"ward\", \"type\": \"string\"}]}");
            client.register("contracts.labels-value", another);

            assertThatThrownBy(() -> Contracts.announce(
                            connection.settings(),
                            connection.topics(),
                            connection.events().registry()))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContainingAll("version 1 of contracts.labels-value", "ward", "topic.prefix");
        }
    }

    @Test
    void announcingTwiceIsAsGoodAsOnce() {
        try (Connection connection = INSTALLATION.connect("twice.")) {
            Contracts.announce(
                    connection.settings(),
                    connection.topics(),
                    connection.events().registry());
            Contracts.announce(
                    connection.settings(),
                    connection.topics(),
                    connection.events().registry());

            SchemaRegistryClient client = new SchemaRegistryClient(RegistrySettings.at(INSTALLATION.registryUrl()));
            assertThat(client.versions("twice.labels-value")).containsExactly(1);
        }
    }

    private static DeadLetter letter(String topic, long offset, byte[] value, DeadLetterReason reason) {
        return new DeadLetters("embedding")
                .of(topic, 0, offset, Samples.NOON.toEpochMilli(), value, reason, "in words");
    }

    private static void lay(Connection connection, DeadLetter letter) throws Exception {
        lay(connection, "key", letter, DeadLetters.headers(letter, null));
    }

    private static void lay(Connection connection, String key, DeadLetter letter, Headers headers) throws Exception {
        produce(connection, Topic.DEAD_LETTERS, key, connection.events().write(Topic.DEAD_LETTERS, letter), headers);
    }

    private static long produce(Connection connection, Topic topic, String key, byte[] value, Headers headers)
            throws Exception {
        try (Producer<byte[], byte[]> producer = connection.clients().producer("test", Map.of())) {
            return producer.send(new ProducerRecord<>(
                            connection.topics().name(topic), 0, null, key.getBytes(UTF_8), value, headers))
                    .get()
                    .offset();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Connection connection, Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        new RecordedRange(connection, (read, done, total) -> {}).read(topic, Instant.EPOCH, records::addAll);
        return records;
    }
}
