package dev.pentimento.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.dashboard.DashboardSettings.ImageAccess;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardSettingsTest {
    @Test
    void everyDefaultIsAsDocumented() {
        assertThat(DashboardSettings.from(Settings.of(Map.of())))
                .isEqualTo(new DashboardSettings(
                        ImageAccess.TOKEN,
                        new Password(""),
                        5_000,
                        1_500,
                        50,
                        500,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(DashboardSettings.from(Settings.of(Map.of(
                        "dashboard.images", "off",
                        "dashboard.token", "secret",
                        "dashboard.points", "10",
                        "dashboard.windows", "20",
                        "dashboard.slices", "30",
                        "dashboard.flips", "40",
                        "dashboard.refresh.ms", "500",
                        "dashboard.image.timeout.ms", "600"))))
                .isEqualTo(new DashboardSettings(
                        ImageAccess.OFF,
                        new Password("secret"),
                        10,
                        20,
                        30,
                        40,
                        Duration.ofMillis(500),
                        Duration.ofMillis(600)));
    }

    @Test
    void theTokenIsNotShownWithTheSettings() {
        assertThat(DashboardSettings.from(Settings.of(Map.of("dashboard.token", "secret")))
                        .toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "dashboard.images, everybody",
        "dashboard.points, 0",
        "dashboard.windows, 0",
        "dashboard.slices, 0",
        "dashboard.flips, 100001",
        "dashboard.refresh.ms, 99",
        "dashboard.image.timeout.ms, 0",
        "dashboard.unheard.of, 1"
    })
    void anInvalidSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> DashboardSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
