package dev.pentimento.dashboard;

import static dev.pentimento.platform.settings.PlatformSettings.get;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * Settings of the live page.
 *
 * @param images who may see images
 * @param token what commands, and images where they are bound to it, must bring; empty: no commands
 * @param points latest predictions kept for the map
 * @param windows windows of quality and of drift kept for each slice
 * @param slices slices kept
 * @param flips latest labelled flips kept
 * @param refresh pause between two notices of what changed
 * @param imageTimeout within which an image must be found in its partition
 */
public record DashboardSettings(
        ImageAccess images,
        Password token,
        int points,
        int windows,
        int slices,
        int flips,
        Duration refresh,
        Duration imageTimeout) {

    static final String IMAGES = "dashboard.images";
    static final String TOKEN = "dashboard.token";
    static final String POINTS = "dashboard.points";
    static final String WINDOWS = "dashboard.windows";
    static final String SLICES = "dashboard.slices";
    static final String FLIPS = "dashboard.flips";
    static final String REFRESH = "dashboard.refresh.ms";
    static final String IMAGE_TIMEOUT = "dashboard.image.timeout.ms";

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    IMAGES,
                    Type.STRING,
                    "token",
                    ConfigDef.ValidString.in("open", "token", "off"),
                    HIGH,
                    "Who may see images, which may show patients: open: everybody; token: who brings the token; off: nobody.")
            .define(
                    TOKEN,
                    Type.PASSWORD,
                    "",
                    HIGH,
                    "What a request must bring as its bearer token to command, and to see images bound to it. Empty: refused.")
            .define(POINTS, Type.INT, 5_000, between(1, 100_000), MEDIUM, "Latest predictions kept for the map.")
            .define(WINDOWS, Type.INT, 1_500, between(1, 100_000), MEDIUM, "Windows kept for each slice.")
            .define(SLICES, Type.INT, 50, between(1, 10_000), LOW, "Slices kept beside all images.")
            .define(FLIPS, Type.INT, 500, between(1, 100_000), LOW, "Latest labelled flips kept.")
            .define(REFRESH, Type.INT, 1_000, between(100, 60_000), LOW, "Pause between notices of what changed.")
            .define(
                    IMAGE_TIMEOUT,
                    Type.INT,
                    5_000,
                    between(100, 60_000),
                    LOW,
                    "Time within which an image must be found in its partition.");

    /** Who may see images. */
    public enum ImageAccess {
        OPEN,
        TOKEN,
        OFF
    }

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static DashboardSettings from(Settings settings) {
        Map<String, Object> values = settings.read(DEFINITION);
        return new DashboardSettings(
                ImageAccess.valueOf(get(values, IMAGES, String.class).toUpperCase(java.util.Locale.ROOT)),
                get(values, TOKEN, Password.class),
                get(values, POINTS, Integer.class),
                get(values, WINDOWS, Integer.class),
                get(values, SLICES, Integer.class),
                get(values, FLIPS, Integer.class),
                Duration.ofMillis(get(values, REFRESH, Integer.class)),
                Duration.ofMillis(get(values, IMAGE_TIMEOUT, Integer.class)));
    }
}
