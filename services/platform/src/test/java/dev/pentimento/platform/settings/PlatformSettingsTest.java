package dev.pentimento.platform.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.http.HttpLimits;
import dev.pentimento.platform.trust.VersionTrust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformSettingsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        PlatformSettings settings = PlatformSettings.from(Settings.of(Map.of()));

        assertThat(settings)
                .isEqualTo(new PlatformSettings(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:9092",
                                "schema.registry.url", "http://127.0.0.1:8081"),
                        TopicSettings.from(Settings.of(Map.of())),
                        new ImageRecords(false, "source"),
                        "127.0.0.1",
                        8080,
                        HttpLimits.DEFAULTS,
                        Optional.empty(),
                        "auto",
                        1,
                        new VersionTrust(List.of(), Set.of(), false),
                        0.5,
                        "float32",
                        "",
                        false));
    }

    @Test
    void everySettingHasItsKey() {
        Map<String, String> values = Map.ofEntries(
                entry("schema.registry.url", "http://a:1,http://b:2"),
                entry("images.format", "raw"),
                entry("images.source.header", "camera"),
                entry("http.host", "0.0.0.0"),
                entry("http.port", "0"),
                entry("http.names", "a, b"),
                entry("http.max.header.bytes", "2000"),
                entry("http.max.body.bytes", "3000"),
                entry("http.receive.timeout", "PT4S"),
                entry("http.send.timeout", "PT5S"),
                entry("http.idle.timeout", "PT60S"),
                entry("http.max.connections", "70"),
                entry("http.max.client.connections", "8"),
                entry("http.threads", "9"),
                entry("http.max.waiting", "10"),
                entry("http.client.rate", "11"),
                entry("http.ssl.keystore.location", ""),
                entry("http.ssl.keystore.type", "PEM"),
                entry("http.ssl.keystore.certificate.chain", ""),
                entry("http.ssl.keystore.key", ""),
                entry("http.ssl.keystore.password", ""),
                entry("http.ssl.key.password", ""),
                entry("device", "gpu:1"),
                entry("engine.threads", "2"),
                entry("inference.failed.share", "0.25"),
                entry("inference.precision", "float16"),
                entry("tracing.endpoint", "http://collector:4318"),
                entry("metrics.kafka", "true"));

        assertThat(values.keySet()).isEqualTo(PlatformSettings.DEFINITION.names());
        assertThat(PlatformSettings.from(Settings.of(values)))
                .isEqualTo(new PlatformSettings(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:9092",
                                "schema.registry.url", "http://a:1,http://b:2"),
                        TopicSettings.from(Settings.of(Map.of())),
                        new ImageRecords(true, "camera"),
                        "0.0.0.0",
                        0,
                        new HttpLimits(
                                List.of("a", "b"),
                                2_000,
                                3_000,
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60),
                                70,
                                8,
                                9,
                                10,
                                11),
                        Optional.empty(),
                        "gpu:1",
                        2,
                        new VersionTrust(List.of(), Set.of(), false),
                        0.25,
                        "float16",
                        "http://collector:4318",
                        true));
    }

    @Test
    void aKeyStoreThatCannotBeUsedIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of(
                        "http.ssl.keystore.location", "/nowhere/keys.p12",
                        "http.ssl.keystore.type", "PKCS12",
                        "http.ssl.keystore.password", "confidential"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.ssl.")
                .hasMessageContaining("/nowhere/keys.p12")
                .hasMessageNotContaining("confidential");
        assertThatThrownBy(
                        () -> PlatformSettings.from(Settings.of(Map.of("http.ssl.keystore.password", "confidential"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.ssl.")
                .hasMessageNotContaining("confidential");
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, ''",
        "topic.prefix, a/b",
        "topic.partitions, 0",
        "topic.partitions, many",
        "topic.replication.factor, -2",
        "topic.replication.factor, 40000",
        "http.port, 65536",
        "http.max.body.bytes, 1",
        "http.receive.timeout, PT0S",
        "http.threads, 1",
        "device, gpus",
        "device, gpu:",
        "inference.precision, bfloat16",
        "engine.threads, 0",
        "inference.failed.share, 1",
        "topic.prefx, a"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> PlatformSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name)
                .hasMessageMatching(name.equals("topic.prefx") ? ".*" : ".*'" + value + "' but must be .*");
    }
}
