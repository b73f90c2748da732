package dev.pentimento.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.lights.Floor;
import dev.pentimento.dashboard.notifications.NotifySettings;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.web.ImageAccess;
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
                        new Limits(5_000, 1_500, 50, 500),
                        1_000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        new Floor(-0.05, Measure.ACCURACY),
                        new NotifySettings(
                                new Password(""),
                                new Password(""),
                                new Password(""),
                                Duration.ofHours(4),
                                Duration.ofMinutes(10))));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("dashboard.images", "off"),
                Map.entry("dashboard.token", "secret-0123456789abcdef"),
                Map.entry("dashboard.points", "10"),
                Map.entry("dashboard.windows", "20"),
                Map.entry("dashboard.slices", "30"),
                Map.entry("dashboard.flips", "40"),
                Map.entry("dashboard.revisable.windows", "45"),
                Map.entry("dashboard.history", "P100D"),
                Map.entry("dashboard.max.streams", "50"),
                Map.entry("dashboard.refresh", "PT0.5S"),
                Map.entry("dashboard.image.timeout", "PT0.6S"),
                Map.entry("quality.floor", "0.9"),
                Map.entry("quality.measure", "balanced_accuracy"));

        assertThat(values.keySet()).isEqualTo(DashboardSettings.DEFINITION.names());
        assertThat(DashboardSettings.from(Settings.of(values)))
                .isEqualTo(new DashboardSettings(
                        ImageAccess.OFF,
                        new Password("secret-0123456789abcdef"),
                        new Limits(10, 20, 30, 40, 45, Duration.ofDays(100)),
                        50,
                        Duration.ofMillis(500),
                        Duration.ofMillis(600),
                        new Floor(0.9, Measure.BALANCED_ACCURACY),
                        NotifySettings.from(Settings.of(Map.of()))));
    }

    @Test
    void theTokenIsNotShownWithTheSettings() {
        assertThat(DashboardSettings.from(Settings.of(Map.of("dashboard.token", "secret-0123456789abcdef")))
                        .toString())
                .doesNotContain("secret-0123456789abcdef");
    }

    @Test
    void theFormerNamesAreReadInMilliseconds() {
        DashboardSettings settings = DashboardSettings.from(
                Settings.of(Map.of("dashboard.refresh.ms", "500", "dashboard.image.timeout.ms", "600")));

        assertThat(settings.refresh()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.imageTimeout()).isEqualTo(Duration.ofMillis(600));
    }

    @ParameterizedTest
    @CsvSource({
        "dashboard.images, everybody",
        "dashboard.token, only-21-characters-00",
        "dashboard.max.streams, 0",
        "dashboard.points, 0",
        "dashboard.windows, 0",
        "dashboard.slices, 0",
        "dashboard.flips, 100001",
        "dashboard.refresh, PT0.099S",
        "dashboard.refresh.ms, 99",
        "dashboard.image.timeout, PT0S",
        "dashboard.image.timeout.ms, 0",
        "dashboard.unheard.of, 1",
        "quality.floor, 1.01",
        "quality.floor, -1.01",
        "quality.floor, NaN",
        "quality.measure, f1"
    })
    void anInvalidSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> DashboardSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
