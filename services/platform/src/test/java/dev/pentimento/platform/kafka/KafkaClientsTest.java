package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.TopicSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    @Test
    void consumersReadOnlyWhatIsCommittedAndCommitNothingThemselves() {
        Map<String, Object> properties = clients().consumerProperties("reader", Map.of());

        assertThat(properties)
                .containsEntry("client.id", "reader")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("max.partition.fetch.bytes", TopicSettings.DEFAULT_MAX_MESSAGE_BYTES);
    }

    @Test
    void producersWriteIdempotentlyAndTakeTheLargestRecord() {
        Map<String, Object> properties = clients().producerProperties("writer", Map.of());

        assertThat(properties)
                .containsEntry("client.id", "writer")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.request.size", TopicSettings.DEFAULT_MAX_MESSAGE_BYTES);
    }

    @Test
    void theUsersSettingsWinOverDefaultsButNotOverGuarantees() {
        KafkaClients clients = clients(
                "kafka.security.protocol", "SSL",
                "kafka.fetch.max.bytes", "1000",
                "kafka.isolation.level", "read_uncommitted",
                "kafka.acks", "1");

        assertThat(clients.consumerProperties("c", Map.of()))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("fetch.max.bytes", "1000")
                .containsEntry("isolation.level", "read_committed");
        assertThat(clients.producerProperties("p", Map.of())).containsEntry("acks", "all");
    }

    @Test
    void whatAServiceRequiresWinsOverEverything() {
        Map<String, Object> properties =
                clients("kafka.max.poll.records", "7").consumerProperties("c", Map.of("max.poll.records", 1));

        assertThat(properties).containsEntry("max.poll.records", 1);
    }

    @Test
    void serializersOfTheUserAreForEventsAndNotForTheClients() {
        KafkaClients clients = clients(
                "kafka.value.serializer", PlainAvro.class.getName(),
                "kafka.value.deserializer", PlainAvro.class.getName());

        assertThat(clients.consumerProperties("c", Map.of())).doesNotContainKey("value.deserializer");
        assertThat(clients.producerProperties("p", Map.of())).doesNotContainKey("value.serializer");
    }

    @Test
    void everyClientFollowsTheLargestRecord() {
        KafkaClients small = clients("topic.max.message.bytes", "8388608");
        KafkaClients large = clients("topic.max.message.bytes", "90000000");

        assertThat(small.producerProperties("p", Map.of()))
                .containsEntry("max.request.size", 8_388_608)
                .containsEntry("buffer.memory", 33_554_432L);
        assertThat(small.consumerProperties("c", Map.of()))
                .containsEntry("max.partition.fetch.bytes", 8_388_608)
                .containsEntry("fetch.max.bytes", 67_108_864);
        assertThat(large.producerProperties("p", Map.of())).containsEntry("buffer.memory", 180_000_000L);
        assertThat(large.consumerProperties("c", Map.of())).containsEntry("fetch.max.bytes", 90_000_000);
    }

    /** Kafka refuses to make a consumer with settings of the other protocol. */
    @Test
    void settingsOfAGroupProtocolAreGivenToItsConsumersAlone() {
        KafkaClients clients = clients(
                "kafka.bootstrap.servers", "127.0.0.1:1",
                "kafka.session.timeout.ms", "20000",
                "kafka.heartbeat.interval.ms", "2000",
                "kafka.group.remote.assignor", "uniform");
        Map<String, Object> classic = Map.of("group.id", "g", "group.protocol", "classic");
        Map<String, Object> consumer = Map.of("group.id", "g", "group.protocol", "consumer");

        assertThat(clients.consumerProperties("c", classic))
                .containsKeys("session.timeout.ms", "heartbeat.interval.ms")
                .doesNotContainKey("group.remote.assignor");
        assertThat(clients.consumerProperties("c", consumer))
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms")
                .containsKey("group.remote.assignor");
        clients.consumer("c", classic).close();
        clients.consumer("c", consumer).close();
    }

    private static KafkaClients clients(String... settings) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            named.put(settings[i], settings[i + 1]);
        }
        return new KafkaClients(PlatformSettings.from(Settings.of(named)));
    }
}
