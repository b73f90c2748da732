package dev.pentimento.platform.settings;

import java.util.Map;

/** The values of one service's settings, as returned by {@link Settings#read}. */
public record SettingValues(Map<String, String> given) {
    /**
     * The configured value, or else the default.
     *
     * @throws SettingsException with the name, the value and the allowed values
     */
    public <T> T get(Setting<T> setting) {
        return setting.read(given);
    }
}
