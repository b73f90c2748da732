package dev.pentimento.dashboard;

import static dev.pentimento.platform.settings.Setting.choice;
import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.number;
import static dev.pentimento.platform.settings.Setting.secret;

import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.lights.Floor;
import dev.pentimento.dashboard.notifications.NotifySettings;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.web.ImageAccess;
import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import java.time.Duration;
import org.apache.kafka.common.config.types.Password;

/**
 * Settings of the live page.
 *
 * @param images who may see images
 * @param token bearer token for commands, and for images if {@code images} is {@code TOKEN}; if empty, commands are
 *     disabled
 * @param limits how much the page keeps
 * @param maxStreams maximum number of open event streams; each open page has one
 * @param refresh minimum time between two notices to the browser
 * @param imageTimeout time limit for reading one image
 * @param floor the least accuracy of the model that the operator accepts
 * @param notifications what the webhook is told
 */
public record DashboardSettings(
        ImageAccess images,
        Password token,
        Limits limits,
        int maxStreams,
        Duration refresh,
        Duration imageTimeout,
        Floor floor,
        NotifySettings notifications) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Live page");

    /** In base64, that is 128 bits. */
    private static final int TOKEN_CHARACTERS = 22;

    private static final Setting<ImageAccess> IMAGES = DEFINITION.add(choice(
            "dashboard.images",
            ImageAccess.TOKEN,
            "Who may see images, which may show patients. `open`: everybody. `token`: users with the token."
                    + " `off`: nobody."));
    private static final Setting<Password> TOKEN = DEFINITION.add(secret(
            "dashboard.token",
            TOKEN_CHARACTERS,
            "Bearer token that a request needs to send a command, and to see images if `dashboard.images` is `token`."
                    + " Empty: the page refuses such requests."));
    private static final Setting<Integer> POINTS =
            DEFINITION.add(integer("dashboard.points", 5_000, 1, 100_000, "Number of latest predictions on the map."));
    private static final Setting<Integer> WINDOWS = DEFINITION.add(
            integer("dashboard.windows", 1_500, 1, 100_000, "Number of latest windows kept for each slice."));
    private static final Setting<Integer> SLICES = DEFINITION.add(
            integer("dashboard.slices", 50, 1, 10_000, "Number of slices kept, besides the slice of all images."));
    private static final Setting<Integer> FLIPS =
            DEFINITION.add(integer("dashboard.flips", 500, 1, 100_000, "Number of latest labelled flips kept."));
    private static final Setting<Integer> REVISABLE = DEFINITION.add(integer(
            "dashboard.revisable.windows",
            Limits.REVISABLE,
            1,
            1_000_000,
            "Number of latest quality windows whose late labels still change the sums of their hour and day: so many of"
                    + " all images, and so many of each source, but of all sources together at most four times as many."
                    + " One takes about 600 bytes with ten classes. A restart omits older windows from the sums if"
                    + " their last labels came after so many newer windows."));
    private static final Setting<Duration> HISTORY = DEFINITION.add(duration(
            "dashboard.history",
            "P400D",
            "PT1H",
            "P3650D",
            "How long the page keeps sums by day, and by hour for 35 days of it. Never longer than Kafka keeps the"
                    + " windows: `topic.retention.prediction.quality`, `topic.retention.embedding.drift`."));
    private static final Setting<Integer> MAX_STREAMS = DEFINITION.add(integer(
            "dashboard.max.streams",
            1_000,
            1,
            100_000,
            "Largest number of open event streams. Each open page has one."));
    private static final Setting<Duration> REFRESH = DEFINITION.add(duration(
                    "dashboard.refresh",
                    "PT1S",
                    "PT0.1S",
                    "PT1M",
                    "Shortest time between two notices to the browser that something changed.")
            .formerlyMillis("dashboard.refresh.ms"));
    private static final Setting<Duration> IMAGE_TIMEOUT = DEFINITION.add(duration(
                    "dashboard.image.timeout",
                    "PT5S",
                    "PT0.1S",
                    "PT1M",
                    "Time limit for reading one image from its topic.")
            .formerlyMillis("dashboard.image.timeout.ms"));

    private static final Setting<Double> FLOOR = DEFINITION.add(number(
            "quality.floor",
            Floor.USUAL.value(),
            -1,
            1,
            "Least accuracy of the model that you accept: `0.9` means 90 %; `-0.05` means at most 5 points below the"
                    + " version's figure at training. Below it, the page's first light is red and the alert"
                    + " `PentimentoAccuracyBelowFloor` fires."));
    private static final Setting<Measure> MEASURE = DEFINITION.add(choice(
            "quality.measure",
            Floor.USUAL.measure(),
            "The accuracy that is compared with `quality.floor`: over all images, or the mean over the classes."));

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static DashboardSettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        return new DashboardSettings(
                values.get(IMAGES),
                values.get(TOKEN),
                new Limits(
                        values.get(POINTS),
                        values.get(WINDOWS),
                        values.get(SLICES),
                        values.get(FLIPS),
                        values.get(REVISABLE),
                        values.get(HISTORY)),
                values.get(MAX_STREAMS),
                values.get(REFRESH),
                values.get(IMAGE_TIMEOUT),
                new Floor(values.get(FLOOR), values.get(MEASURE)),
                NotifySettings.from(settings));
    }
}
