package dev.pentimento.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void theEnvironmentWinsOverTheFileUnderTheSameNames(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.properties"), "http.port=1\ntopic.prefix=file-\n");

        PlatformSettings settings = PlatformSettings.from(
                Settings.load(file, Map.of("PENTIMENTO_HTTP_PORT", "2", "HOME", "/root", "PENTIMENTO_LOG", "debug")));

        assertThat(settings.httpPort()).isEqualTo(2);
        assertThat(settings.topicPrefix()).isEqualTo("file-");
    }

    @Test
    void everythingBelowKafkaGoesToTheClientsUnchanged() {
        Settings settings = Settings.load(
                null, Map.of("PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", "b:9", "PENTIMENTO_KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertThat(PlatformSettings.from(settings).kafka())
                .containsEntry("bootstrap.servers", "b:9")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("schema.registry.url", "http://127.0.0.1:8081");
    }

    @Test
    void anotherProcessReadsThemFromItsEnvironment() {
        Settings settings = Settings.of(Map.of("http.port", "2", "kafka.sasl.jaas.config", "password=\"a b\"; # c"));

        assertThat(Settings.load(null, settings.asEnvironment()).asMap()).isEqualTo(settings.asMap());
    }

    @Test
    void anUnknownNameStopsTheStartWithWhatIsKnown() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("http.prot", "1"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.prot")
                .hasMessageContaining("http.port");
        assertThatThrownBy(() -> Settings.load(null, Map.of("PENTIMENTO_HTPP_PORT", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("htpp.port");
    }

    /** Those of a service of one port, of one whose name is the prefix alone, and of one named as a section is. */
    @ParameterizedTest
    @CsvSource({
        "PENTIMENTO_EMBEDDING_SERVICE_HOST, 10.96.0.7",
        "PENTIMENTO_EMBEDDING_SERVICE_PORT, 8080",
        "PENTIMENTO_EMBEDDING_SERVICE_PORT_HTTP, 8080",
        "PENTIMENTO_EMBEDDING_PORT, tcp://10.96.0.7:8080",
        "PENTIMENTO_EMBEDDING_PORT_8080_TCP, tcp://10.96.0.7:8080",
        "PENTIMENTO_EMBEDDING_PORT_8080_TCP_PROTO, tcp",
        "PENTIMENTO_EMBEDDING_PORT_8080_TCP_PORT, 8080",
        "PENTIMENTO_EMBEDDING_PORT_8080_TCP_ADDR, 10.96.0.7",
        "PENTIMENTO_REGISTRY_PORT_53_UDP, udp://10.96.0.7:53",
        "PENTIMENTO_KAFKA_BOOTSTRAP_PORT_9092_TCP_ADDR, 10.96.0.8",
        "PENTIMENTO_SERVICE_HOST, 10.96.0.7",
        "PENTIMENTO_PORT, tcp://10.96.0.7:8080",
        "PENTIMENTO_HTTP_PORT, tcp://10.96.0.7:8080"
    })
    void variablesThatKubernetesSetsForAServiceAreNoSettings(String variable, String value) {
        Settings settings = Settings.load(null, Map.of(variable, value, "PENTIMENTO_TOPIC_PREFIX", "a-"));

        assertThat(settings.asMap()).containsOnlyKeys("topic.prefix");
    }

    @Test
    void settingsOfAPortAreNotTakenForThoseVariables() {
        assertThat(Settings.load(null, Map.of("PENTIMENTO_HTTP_PORT", "2")).asMap())
                .containsEntry("http.port", "2");
        assertThatThrownBy(() -> PlatformSettings.from(Settings.load(null, Map.of("PENTIMENTO_HTTP_PORT_", "2"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.port.");
    }

    @Test
    void anInvalidValueIsToldWithItsNameAndWhatIsAllowed() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("device", "tpu"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("device")
                .hasMessageContaining("tpu")
                .hasMessageContaining("auto, cpu, gpu or gpu:N");
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("topic.partitions", "0"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("topic.partitions");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Settings.load(Path.of("no-such-file"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("no-such-file");
    }
}
