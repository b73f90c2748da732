package dev.pentimento.embedding;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.embedding.fetching.S3Settings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
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
                        (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16),
                        Math.min(4, Runtime.getRuntime().availableProcessors()),
                        Runtime.getRuntime().maxMemory() / 4,
                        Duration.ofSeconds(10),
                        false,
                        InetAddress.getLocalHost().getHostName(),
                        "embedding",
                        GroupProtocolChoice.AUTO,
                        List.of(),
                        16 << 20,
                        Duration.ofSeconds(5),
                        new S3Settings("", "", true),
                        Duration.ofSeconds(15)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> values = Map.ofEntries(
                entry("embedding.max.images", "7"),
                entry("embedding.max.batch.bytes", "2048"),
                entry("embedding.max.pass.bytes", "1048576"),
                entry("embedding.decoder.threads", "3"),
                entry("embedding.decoder.memory", "5000000000"),
                entry("embedding.decoder.time", "PT2S"),
                entry("embedding.decoder.warnings", "refuse"),
                entry("embedding.instance.id", "blue-1"),
                entry("embedding.group.id", "green"),
                entry("embedding.group.protocol", "classic"),
                entry("embedding.uri.allow", "https://a.example/x/, file:///mnt/scans"),
                entry("embedding.uri.max.bytes", "100"),
                entry("embedding.uri.timeout", "PT0.25S"),
                entry("embedding.s3.endpoint", "http://minio:9000"),
                entry("embedding.s3.region", "eu-1"),
                entry("embedding.s3.path.style", "false"),
                entry("embedding.transaction.timeout", "PT9S"));

        assertThat(values.keySet()).isEqualTo(EmbeddingSettings.DEFINITION.names());
        assertThat(EmbeddingSettings.from(Settings.of(values)))
                .isEqualTo(new EmbeddingSettings(
                        7,
                        2048,
                        1 << 20,
                        3,
                        5_000_000_000L,
                        Duration.ofSeconds(2),
                        true,
                        "blue-1",
                        "green",
                        GroupProtocolChoice.CLASSIC,
                        List.of("https://a.example/x/", "file:///mnt/scans"),
                        100,
                        Duration.ofMillis(250),
                        new S3Settings("http://minio:9000", "eu-1", false),
                        Duration.ofSeconds(9)));
    }

    @Test
    void theFormerNamesAreReadInMilliseconds() {
        EmbeddingSettings settings = EmbeddingSettings.from(
                Settings.of(Map.of("embedding.uri.timeout.ms", "250", "embedding.transaction.timeout.ms", "9000")));

        assertThat(settings.uriTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofSeconds(9));
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
        "embedding.uri.allow, ftp://a.example/",
        "embedding.uri.allow, a.example/x",
        "embedding.uri.allow, https://user@a.example/x",
        "embedding.uri.max.bytes, 0",
        "embedding.uri.timeout, PT0S",
        "embedding.s3.endpoint, minio:9000",
        "embedding.s3.endpoint, http://key:secret@minio",
        "embedding.s3.region, eu 1",
        "embedding.uri.timeout.ms, 0",
        "embedding.transaction.timeout, PT0.01S",
        "embedding.transaction.timeout.ms, 10",
        "embedding.unheard.of, 1"
    })
    void anInvalidSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> EmbeddingSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
