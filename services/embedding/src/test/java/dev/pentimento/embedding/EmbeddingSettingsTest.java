package dev.pentimento.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingSettingsTest {
    @Test
    void everyDefaultIsAsDocumented() throws UnknownHostException {
        EmbeddingSettings settings = EmbeddingSettings.from(Settings.of(Map.of()));

        assertThat(settings)
                .isEqualTo(new EmbeddingSettings(
                        512,
                        4 << 20,
                        64 << 20,
                        Math.min(4, Runtime.getRuntime().availableProcessors()),
                        InetAddress.getLocalHost().getHostName(),
                        "embedding",
                        "consumer",
                        Duration.ofSeconds(15)));
    }

    @Test
    void everyKeyIsRead() {
        EmbeddingSettings settings = EmbeddingSettings.from(Settings.of(Map.of(
                "embedding.max.images", "7",
                "embedding.max.batch.bytes", "2048",
                "embedding.max.pass.bytes", "1048576",
                "embedding.decoder.threads", "3",
                "embedding.instance.id", "blue-1",
                "embedding.group.id", "green",
                "embedding.group.protocol", "classic",
                "embedding.transaction.timeout.ms", "9000")));

        assertThat(settings)
                .isEqualTo(new EmbeddingSettings(
                        7, 2048, 1 << 20, 3, "blue-1", "green", "classic", Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({
        "embedding.max.images, 0",
        "embedding.max.batch.bytes, 16777217",
        "embedding.max.pass.bytes, 1",
        "embedding.decoder.threads, 0",
        "embedding.instance.id, a b",
        "embedding.group.id, a/b",
        "embedding.group.protocol, streams",
        "embedding.transaction.timeout.ms, 10",
        "embedding.unheard.of, 1"
    })
    void anInvalidSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> EmbeddingSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
