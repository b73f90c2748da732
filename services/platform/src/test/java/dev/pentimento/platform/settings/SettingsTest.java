package dev.pentimento.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void anUnknownNameStopsTheStartWithWhatIsKnown() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("http.prot", "1"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.prot")
                .hasMessageContaining("http.port");
        assertThatThrownBy(() -> Settings.load(null, Map.of("PENTIMENTO_HTPP_PORT", "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("htpp.port");
    }

    @Test
    void anInvalidValueIsToldWithItsNameAndWhatIsAllowed() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of("device", "tpu"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("device")
                .hasMessageContaining("tpu")
                .hasMessageContaining("auto|cpu|gpu:");
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

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        PlatformSettings settings = PlatformSettings.from(Settings.of(Map.of()));

        assertThat(settings)
                .isEqualTo(new PlatformSettings(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:9092",
                                "schema.registry.url", "http://127.0.0.1:8081"),
                        "",
                        4,
                        (short) -1,
                        "127.0.0.1",
                        8080,
                        "auto",
                        1));
    }
}
