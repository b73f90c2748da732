package dev.pentimento.platform.settings;

import java.util.Map;

/** The values of one service's settings, as {@link Settings#read} gives them. */
public record SettingValues(Map<String, String> given) {
    /**
     * What the user gave, or else the default.
     *
     * @throws SettingsException with name, value and what is allowed
     */
    public <T> T get(Setting<T> setting) {
        return setting.read(given);
    }
}
