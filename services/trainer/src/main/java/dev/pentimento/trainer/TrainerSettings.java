package dev.pentimento.trainer;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.trainer.retraining.RetrainingSettings;
import dev.pentimento.trainer.stages.PromotionSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the trainer, each {@code trainer.} and its name.
 *
 * @param reservoir labelled images remembered at most
 * @param seed of what is learned by this service
 */
public record TrainerSettings(PromotionSettings promotion, RetrainingSettings retraining, int reservoir, long seed) {

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "trainer.promotion",
                    Type.STRING,
                    "manual",
                    PlatformSettings.matching("manual|automatic"),
                    HIGH,
                    "Who promotes, rejects and rolls back: manual, by commands alone; automatic, on evidence too.")
            .define(
                    "trainer.promotion.level",
                    Type.DOUBLE,
                    0.05,
                    probability(),
                    HIGH,
                    "Chance that all automatic promotions together ever promote a version that does not help.")
            .define(
                    "trainer.promotion.min.labels",
                    Type.LONG,
                    200L,
                    atLeast(1),
                    MEDIUM,
                    "Labelled images without which nothing is promoted, rejected or rolled back automatically.")
            .define(
                    "trainer.retrain.on.drift",
                    Type.BOOLEAN,
                    true,
                    HIGH,
                    "Whether a drift alarm starts a training on the images since the drift began.")
            .define(
                    "trainer.retrain.on.hurts",
                    Type.BOOLEAN,
                    true,
                    MEDIUM,
                    "Whether a training starts when the champion's correction is shown to hurt.")
            .define(
                    "trainer.retrain.every.labels",
                    Type.LONG,
                    0L,
                    atLeast(0),
                    MEDIUM,
                    "New labels after which a training starts; 0: never for this reason.")
            .define(
                    "trainer.retrain.min.labels",
                    Type.INT,
                    800,
                    atLeast(RetrainingSettings.FEWEST_LABELS),
                    HIGH,
                    "Labelled images, since the drift began if there is one, without which no training starts by itself.")
            .define(
                    "trainer.retrain.cool.down.ms",
                    Type.LONG,
                    Duration.ofMinutes(10).toMillis(),
                    atLeast(0),
                    MEDIUM,
                    "Milliseconds after a training before another reason starts one.")
            .define(
                    "trainer.retrain.classifier",
                    Type.BOOLEAN,
                    false,
                    MEDIUM,
                    "Whether each training also lets the classifier itself learn on, as a second candidate.")
            .define(
                    "trainer.reservoir.size",
                    Type.INT,
                    20_000,
                    between(RetrainingSettings.FEWEST_LABELS, 10_000_000),
                    MEDIUM,
                    "Labelled images remembered at most, the classes as equal as they come.")
            .define("trainer.seed", Type.LONG, 1L, LOW, "Seed of the trainings.");

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static TrainerSettings from(Settings settings) {
        Map<String, Object> values = settings.read(DEFINITION);
        boolean automatic =
                PlatformSettings.get(values, "trainer.promotion", String.class).equals("automatic");
        int minLabels = PlatformSettings.get(values, "trainer.retrain.min.labels", Integer.class);
        int reservoir = PlatformSettings.get(values, "trainer.reservoir.size", Integer.class);
        long everyLabels = PlatformSettings.get(values, "trainer.retrain.every.labels", Long.class);
        requireHeld("trainer.retrain.min.labels", minLabels, reservoir);
        requireHeld("trainer.retrain.every.labels", everyLabels, reservoir);
        return new TrainerSettings(
                new PromotionSettings(
                        automatic,
                        PlatformSettings.get(values, "trainer.promotion.level", Double.class),
                        PlatformSettings.get(values, "trainer.promotion.min.labels", Long.class)),
                new RetrainingSettings(
                        PlatformSettings.get(values, "trainer.retrain.on.drift", Boolean.class),
                        PlatformSettings.get(values, "trainer.retrain.on.hurts", Boolean.class),
                        everyLabels,
                        minLabels,
                        Duration.ofMillis(PlatformSettings.get(values, "trainer.retrain.cool.down.ms", Long.class)),
                        PlatformSettings.get(values, "trainer.retrain.classifier", Boolean.class)),
                reservoir,
                PlatformSettings.get(values, "trainer.seed", Long.class));
    }

    private static void requireHeld(String name, long labels, int reservoir) {
        if (labels > reservoir) {
            throw new SettingsException(
                    name + " is " + labels + ", more than the trainer.reservoir.size of " + reservoir + " ever holds");
        }
    }

    private static ConfigDef.Validator probability() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof Double number && number > 0 && number < 1)) {
                        throw new ConfigException(name, value, "must be above 0 and below 1");
                    }
                },
                () -> "(0,...,1)");
    }
}
