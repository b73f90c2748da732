package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationSettingsTest {
    private static EvaluationSettings read(Map<String, String> values) {
        Settings settings = Settings.of(values);
        return EvaluationSettings.from(settings, PlatformSettings.from(settings));
    }

    @Test
    void everyDefaultIsAsDocumented() {
        assertThat(read(Map.of("topic.partitions", "6")))
                .isEqualTo(new EvaluationSettings(
                        "evaluation",
                        "",
                        Duration.ofSeconds(10),
                        0,
                        Path.of(System.getProperty("java.io.tmpdir"), "pentimento", "evaluation"),
                        256L << 20,
                        1,
                        6,
                        Duration.ofMillis(100),
                        Duration.ofDays(30),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(500),
                        20,
                        0.05,
                        0.01,
                        Duration.ZERO,
                        100_000,
                        1_000,
                        0.05,
                        5_000,
                        Duration.ofMinutes(5),
                        5,
                        Duration.ofDays(1),
                        Duration.ofDays(365),
                        0,
                        0.1,
                        6));
    }

    @Test
    void everySettingHasItsKey() {
        Map<String, String> values = new java.util.HashMap<>();
        values.put("evaluation.application.id", "other");
        values.put("evaluation.session.timeout", "PT2M");
        values.put("evaluation.standby.replicas", "1");
        values.put("evaluation.instance.id", "one");
        values.put("evaluation.state.dir", "/state");
        values.put("evaluation.state.memory", "33554432");
        values.put("evaluation.threads", "2");
        values.put("evaluation.partitions", "3");
        values.put("evaluation.commit.interval", "PT0.05S");
        values.put("evaluation.retention", "P7D");
        values.put("evaluation.window", "PT10S");
        values.put("evaluation.emit.interval", "PT2S");
        values.put("evaluation.slices", "4");
        values.put("evaluation.level", "0.01");
        values.put("evaluation.margin", "0.02");
        values.put("evaluation.label.horizon", "PT2H");
        values.put("evaluation.run.length", "5000");
        values.put("evaluation.drift.rate", "700");
        values.put("evaluation.harm.margin", "0.03");
        values.put("evaluation.harm.run.length", "900");
        values.put("evaluation.encoder.wait", "PT30S");
        values.put("evaluation.candidates", "2");
        values.put("evaluation.capture.ahead", "PT1H");
        values.put("evaluation.capture.behind", "P2D");
        values.put("evaluation.label.requests.per.hour", "200");
        values.put("evaluation.label.requests.share", "0.02");
        assertThat(values.keySet()).isEqualTo(EvaluationSettings.DEFINITION.names());
        assertThat(read(values))
                .isEqualTo(new EvaluationSettings(
                        "other",
                        "one",
                        Duration.ofMinutes(2),
                        1,
                        Path.of("/state"),
                        32L << 20,
                        2,
                        3,
                        Duration.ofMillis(50),
                        Duration.ofDays(7),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        4,
                        0.01,
                        0.02,
                        Duration.ofHours(2),
                        5000,
                        700,
                        0.03,
                        900,
                        Duration.ofSeconds(30),
                        2,
                        Duration.ofHours(1),
                        Duration.ofDays(2),
                        200,
                        0.02,
                        4));
    }

    @ParameterizedTest
    @CsvSource({
        "evaluation.window, PT0S",
        "evaluation.label.horizon, -PT1S",
        "evaluation.retention, 30 days",
        "evaluation.level, 0",
        "evaluation.level, 1",
        "evaluation.margin, -0.1",
        "evaluation.label.requests.per.hour, -1",
        "evaluation.label.requests.share, 0",
        "evaluation.run.length, 100",
        "evaluation.drift.rate, 0",
        "evaluation.harm.margin, 1.5",
        "evaluation.harm.run.length, 99",
        "evaluation.state.memory, 1000000",
        "evaluation.threads, 0",
        "evaluation.windoww, PT1M"
    })
    void whatIsNotAllowedIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
