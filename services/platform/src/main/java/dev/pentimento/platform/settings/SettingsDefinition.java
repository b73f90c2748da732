package dev.pentimento.platform.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one service, in the order in which the reference lists them. The first word of a name is its section;
 * each section belongs to one definition, so that a misspelt name is detected.
 */
public final class SettingsDefinition {
    private final String service;
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

    /** @param service heading in the reference */
    public SettingsDefinition(String service) {
        this.service = service;
    }

    /** Declares a setting. */
    public <T> Setting<T> add(Setting<T> setting) {
        if (settings.put(setting.name(), setting) != null) {
            throw new IllegalArgumentException(setting + " is declared twice");
        }
        return setting;
    }

    public String service() {
        return service;
    }

    public Collection<Setting<?>> settings() {
        return Collections.unmodifiableCollection(settings.values());
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(settings.keySet());
    }

    /** @throws SettingsException if a name in one of these sections belongs to no setting */
    void requireKnown(Set<String> given) {
        for (String name : given) {
            boolean mine =
                    settings.keySet().stream().anyMatch(other -> section(other).equals(section(name)));
            if (mine && settings.values().stream().noneMatch(setting -> isNameOf(setting, name))) {
                throw new SettingsException("unknown setting " + name + "; known here: "
                        + String.join(", ", new TreeSet<>(settings.keySet())));
            }
        }
    }

    private static boolean isNameOf(Setting<?> setting, String name) {
        return name.equals(setting.name()) || name.equals(setting.formerName());
    }

    static String section(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
