package dev.pentimento.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SettingTest {
    private static final Setting<Duration> PAUSE = Setting.duration(
                    "http.pause", "PT5S", "PT0.001S", "PT1M", "A pause.")
            .formerlyMillis("http.pause.ms");

    @Test
    void everyTypeIsReadFromItsText() {
        assertThat(read(Setting.integer("http.a", 1, 0, 9, ""), " 7 ")).isEqualTo(7);
        assertThat(read(Setting.longInteger("http.a", 1, 0, ""), "5000000000")).isEqualTo(5_000_000_000L);
        assertThat(read(Setting.share("http.a", 0.5, false, ""), "0.25")).isEqualTo(0.25);
        assertThat(read(Setting.flag("http.a", false, ""), "TRUE")).isTrue();
        assertThat(read(Setting.duration("http.a", "PT1S", "PT0S", ""), "P30D")).isEqualTo(Duration.ofDays(30));
        assertThat(read(Setting.choice("http.a", TimeUnit.DAYS, ""), "hours")).isEqualTo(TimeUnit.HOURS);
        assertThat(read(Setting.text("http.a", "", "[ab]*", "", ""), "abba")).isEqualTo("abba");
        assertThat(read(Setting.list("http.a", "", ""), "x, y,z")).containsExactly("x", "y", "z");
        assertThat(read(Setting.list("http.a", "", ""), "")).isEmpty();
        assertThat(read(Setting.secret("http.a", 1, ""), "s")).isEqualTo(new Password("s"));
    }

    @Test
    void aRefusalTellsNameValueWhatIsAllowedAndTheDefault() {
        assertRefused(
                Setting.integer("http.a", 4, 1, 9, ""),
                "10",
                "http.a is '10' but must be a whole number: 1 to 9 (default: 4)");
        assertRefused(
                Setting.integer("http.a", 4, 1, Integer.MAX_VALUE, ""),
                "few",
                "http.a is 'few' but must be a whole number: at least 1 (default: 4)");
        assertRefused(
                Setting.share("http.a", 0.5, false, ""),
                "0",
                "http.a is '0' but must be a number: above 0 and below 1 (default: 0.5)");
        assertRefused(
                Setting.share("http.a", 0.5, true, ""),
                "NaN",
                "http.a is 'NaN' but must be a number: at least 0 and below 1 (default: 0.5)");
        assertRefused(PAUSE, "5 s", "http.pause is '5 s' but must be a duration: PT0.001S to PT1M (default: PT5S)");
        assertRefused(PAUSE, "PT61S", "http.pause is 'PT61S' but must be a duration: PT0.001S to PT1M (default: PT5S)");
        assertRefused(
                Setting.duration("http.a", "P1D", "PT0S", ""),
                "PT9223372036854775807S",
                "http.a is 'PT9223372036854775807S' but must be a duration: at least PT0S (default: P1D)");
        assertRefused(
                Setting.flag("http.a", true, ""), "yes", "http.a is 'yes' but must be true or false (default: true)");
        assertRefused(
                Setting.choice("http.a", Thread.State.NEW, ""),
                "old",
                "http.a is 'old' but must be one of new, runnable, blocked, waiting, timed_waiting, terminated"
                        + " (default: new)");
    }

    @Test
    void theFormerNameIsReadInMillisecondsWithOneWarningThatNamesTheNewOne() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Setting.class);
        log.start();
        logger.addAppender(log);
        try {
            assertThat(PAUSE.read(Map.of("http.pause.ms", "250"))).isEqualTo(Duration.ofMillis(250));
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("the setting http.pause.ms is now called http.pause: write http.pause=PT0.25S");
    }

    @Test
    void theFormerEnvironmentVariableIsReadToo() {
        SettingsDefinition definition = new SettingsDefinition("A service");
        definition.add(PAUSE);

        assertThat(Settings.load(null, Map.of("PENTIMENTO_HTTP_PAUSE_MS", "250"))
                        .read(definition)
                        .get(PAUSE))
                .isEqualTo(Duration.ofMillis(250));
        assertThat(PAUSE.variable()).isEqualTo("PENTIMENTO_HTTP_PAUSE");
    }

    @Test
    void bothNamesAtOnceAreRefused() {
        assertThatThrownBy(() -> PAUSE.read(Map.of("http.pause.ms", "250", "http.pause", "PT1S")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("both http.pause and its former name http.pause.ms are set; remove http.pause.ms");
    }

    @Test
    void theFormerNameTakesAWholeNumberOfMilliseconds() {
        assertThatThrownBy(() -> PAUSE.read(Map.of("http.pause.ms", "PT5S")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("http.pause.ms is 'PT5S' but must be a whole number of milliseconds;"
                        + " use http.pause with a duration such as PT5S");
    }

    @Test
    void aRefusalOfTheFormerNameTellsBothNames() {
        assertThatThrownBy(() -> PAUSE.read(Map.of("http.pause.ms", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("http.pause (given as http.pause.ms) is 'PT0S' but must be a duration:"
                        + " PT0.001S to PT1M (default: PT5S)");
    }

    @Test
    void aNameIsDeclaredOnce() {
        SettingsDefinition definition = new SettingsDefinition("A service");
        definition.add(PAUSE);

        assertThatThrownBy(() -> definition.add(PAUSE)).hasMessage("http.pause is declared twice");
    }

    private static <T> T read(Setting<T> setting, String value) {
        return setting.read(Map.of(setting.name(), value));
    }

    private static void assertRefused(Setting<?> setting, String value, String message) {
        assertThatThrownBy(() -> read(setting, value))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @Test
    void aSecretThatIsTooShortIsRefusedAndNotShown() {
        assertThat(read(Setting.secret("http.a", 22, ""), "")).isEqualTo(new Password(""));
        assertThatThrownBy(() -> read(Setting.secret("http.a", 22, ""), "tooshort"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("http.a must be a secret: at least 22 characters, or empty");
    }
}
