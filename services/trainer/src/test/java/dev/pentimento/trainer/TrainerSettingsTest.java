package dev.pentimento.trainer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.trainer.retraining.RetrainingSettings;
import dev.pentimento.trainer.stages.PromotionSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerSettingsTest {
    @Test
    void theseAreTheDefaults() {
        assertThat(TrainerSettings.from(Settings.of(Map.of())))
                .isEqualTo(new TrainerSettings(
                        new PromotionSettings(false, 0.05, 200),
                        new RetrainingSettings(true, true, 0, 800, Duration.ofMinutes(10), false),
                        20_000,
                        1,
                        Duration.ofDays(60),
                        Optional.empty()));
    }

    @Test
    void everySettingHasItsKey() {
        Map<String, String> all = Map.ofEntries(
                entry("trainer.promotion", "automatic"),
                entry("trainer.promotion.level", "0.01"),
                entry("trainer.promotion.min.labels", "300"),
                entry("trainer.retrain.on.drift", "false"),
                entry("trainer.retrain.on.hurts", "false"),
                entry("trainer.retrain.every.labels", "500"),
                entry("trainer.retrain.min.labels", "400"),
                entry("trainer.retrain.cool.down", "PT1S"),
                entry("trainer.retrain.classifier", "true"),
                entry("trainer.reservoir.size", "5000"),
                entry("trainer.seed", "7"),
                entry("trainer.prune.after", "P9D"),
                entry("trainer.signing.key.file", ""));
        assertThat(TrainerSettings.from(Settings.of(all)))
                .isEqualTo(new TrainerSettings(
                        new PromotionSettings(true, 0.01, 300),
                        new RetrainingSettings(false, false, 500, 400, Duration.ofSeconds(1), true),
                        5000,
                        7,
                        Duration.ofDays(9),
                        Optional.empty()));
        assertThat(TrainerSettings.DEFINITION.names()).containsExactlyInAnyOrderElementsOf(all.keySet());
    }

    @Test
    void theFormerNameOfTheCoolDownIsReadInMilliseconds() {
        assertThat(TrainerSettings.from(Settings.of(Map.of("trainer.retrain.cool.down.ms", "1000")))
                        .retraining()
                        .coolDown())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "trainer.promotion, sometimes",
        "trainer.promotion.level, 0",
        "trainer.promotion.level, 1",
        "trainer.promotion.min.labels, 0",
        "trainer.retrain.on.drift, perhaps",
        "trainer.retrain.every.labels, -1",
        "trainer.retrain.every.labels, 20001",
        "trainer.retrain.min.labels, 99",
        "trainer.retrain.min.labels, 20001",
        "trainer.retrain.cool.down, -PT0.001S",
        "trainer.retrain.cool.down.ms, -1",
        "trainer.reservoir.size, 10",
        "trainer.retrian, x"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> TrainerSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name);
    }
}
