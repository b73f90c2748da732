package dev.pentimento.dashboard.notifications;

import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.secret;

import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Settings of the webhook.
 *
 * @param webhook where messages are sent, possibly with credentials in it; empty: nowhere
 * @param token bearer token for the receiver; may be empty
 * @param key signs the messages; may be empty
 * @param repeat how often an open alarm is told again
 * @param deadLetters shortest time between two messages about dead letters
 */
public record NotifySettings(Password webhook, Password token, Password key, Duration repeat, Duration deadLetters) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Notifications");

    /** In base64, that is 128 bits. */
    private static final int KEY_CHARACTERS = 22;

    private static final Setting<Password> WEBHOOK = DEFINITION.add(secret(
            "notify.webhook",
            NotifySettings::isAddress,
            "an http or https URL, or empty",
            "Address to which the page's service sends a message in JSON about alarms, a change of champion and dead"
                    + " letters. Redirects are not followed. Empty: it sends none."));
    private static final Setting<Password> TOKEN = DEFINITION.add(secret(
            "notify.token",
            NotifySettings::isToken,
            "visible ASCII characters without blanks, or empty",
            "Bearer token that is sent to the webhook. Empty: none, or what the URL contains."));
    private static final Setting<Password> KEY = DEFINITION.add(secret(
            "notify.key",
            NotifySettings::isKey,
            "at least " + KEY_CHARACTERS + " characters, or empty",
            "Key with which messages are signed, as Standard Webhooks says. If it begins with `whsec_`, the rest is base64."
                    + " Empty: they are not signed."));
    private static final Setting<Duration> REPEAT = DEFINITION.add(duration(
            "notify.repeat",
            "PT4H",
            "PT1M",
            "P365D",
            "How often the webhook is told again about an alarm that is open and not acknowledged."));
    private static final Setting<Duration> DEAD_LETTERS = DEFINITION.add(duration(
            "notify.dead.letters",
            "PT10M",
            "PT1S",
            "P365D",
            "Shortest time between two messages about dead letters. Each gives the number since the last one."));

    private static boolean isAddress(String text) {
        URI uri = URI.create(text);
        return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null;
    }

    /** Of what an HTTP header may contain. */
    private static boolean isToken(String text) {
        return text.chars().allMatch(character -> character >= 0x21 && character <= 0x7e);
    }

    private static boolean isKey(String text) {
        return text.length() >= KEY_CHARACTERS && Webhook.secret(text).length > 0;
    }

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static NotifySettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        return new NotifySettings(
                values.get(WEBHOOK), values.get(TOKEN), values.get(KEY), values.get(REPEAT), values.get(DEAD_LETTERS));
    }

    /** Where messages are sent. */
    Optional<URI> address() {
        return webhook.value().isEmpty() ? Optional.empty() : Optional.of(URI.create(webhook.value()));
    }
}
