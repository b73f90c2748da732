package dev.pentimento.cli.services;

import static dev.pentimento.platform.settings.Setting.flag;
import static dev.pentimento.platform.settings.Setting.secrets;

import dev.pentimento.http.Credential;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.registry.Right;
import dev.pentimento.registry.SchemaRegistrySettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;

/** Settings of {@code pentimento registry}. */
public final class RegistryServiceSettings {
    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Schema registry");

    private static final String USERS = "user:password, the password with at least 8 characters";
    private static final String USER = "[^:]+:.{8,}";
    /** In base64, that is 128 bits. */
    private static final String TOKENS = "at least 22 characters each";

    private static final String TOKEN = "\\S{22,}";

    private static final Setting<List<Password>> READER_USERS = DEFINITION.add(secrets(
            "registry.reader.users",
            USER,
            USERS,
            "Users with passwords who may read (HTTP Basic). If there are any users or tokens, every request needs one,"
                    + " except for health and metrics."));
    private static final Setting<List<Password>> READER_TOKENS =
            DEFINITION.add(secrets("registry.reader.tokens", TOKEN, TOKENS, "Bearer tokens with which one may read."));
    private static final Setting<List<Password>> WRITER_USERS = DEFINITION.add(
            secrets("registry.writer.users", USER, USERS, "Users with passwords who may read and write."));
    private static final Setting<List<Password>> WRITER_TOKENS = DEFINITION.add(
            secrets("registry.writer.tokens", TOKEN, TOKENS, "Bearer tokens with which one may read and write."));
    private static final Setting<Boolean> READ_ONLY = DEFINITION.add(
            flag(
                    "registry.read.only",
                    false,
                    "Whether this instance refuses every change. It then does not create its topic, and needs no right to write."));

    private RegistryServiceSettings() {}

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static SchemaRegistrySettings from(Settings settings, PlatformSettings platform) {
        SettingValues values = settings.read(DEFINITION);
        List<Credential<Right>> credentials = new ArrayList<>();
        values.get(READER_USERS).forEach(each -> credentials.add(Credential.user(each.value(), Right.READ)));
        values.get(READER_TOKENS).forEach(each -> credentials.add(Credential.token(each.value(), Right.READ)));
        values.get(WRITER_USERS).forEach(each -> credentials.add(Credential.user(each.value(), Right.WRITE)));
        values.get(WRITER_TOKENS).forEach(each -> credentials.add(Credential.token(each.value(), Right.WRITE)));
        return new SchemaRegistrySettings(
                platform.httpHost(),
                platform.httpPort(),
                platform.topicPrefix() + SchemaRegistrySettings.DEFAULT_TOPIC,
                platform.replicationFactor(),
                credentials,
                values.get(READ_ONLY));
    }
}
