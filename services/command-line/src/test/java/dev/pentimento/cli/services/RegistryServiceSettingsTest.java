package dev.pentimento.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.http.Credential;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.registry.Right;
import dev.pentimento.registry.SchemaRegistrySettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryServiceSettingsTest {
    private static SchemaRegistrySettings settings(Map<String, String> given) {
        Settings settings = Settings.of(given);
        return RegistryServiceSettings.from(settings, PlatformSettings.from(settings));
    }

    @Test
    void byDefaultEverybodyMayReadAndWrite() {
        assertThat(settings(Map.of())).isEqualTo(new SchemaRegistrySettings("127.0.0.1", 8080, "_schemas", (short) -1));
    }

    @Test
    void everySettingHasItsKey() {
        Map<String, String> values = Map.of(
                "registry.reader.users", "ann:of the clinic, ben:with:colons",
                "registry.reader.tokens", "reader-of-22-characters",
                "registry.writer.users", "cleo:may write",
                "registry.writer.tokens", "writer-of-22-characters,another-writer-of-22-characters",
                "registry.read.only", "true");

        assertThat(values.keySet()).isEqualTo(RegistryServiceSettings.DEFINITION.names());
        SchemaRegistrySettings settings = settings(values);
        assertThat(settings.readOnly()).isTrue();
        assertThat(settings.credentials())
                .containsExactly(
                        Credential.user("ann:of the clinic", Right.READ),
                        Credential.user("ben:with:colons", Right.READ),
                        Credential.token("reader-of-22-characters", Right.READ),
                        Credential.user("cleo:may write", Right.WRITE),
                        Credential.token("writer-of-22-characters", Right.WRITE),
                        Credential.token("another-writer-of-22-characters", Right.WRITE));
        assertThat(settings.toString()).doesNotContain("clinic", "may write", "22-characters");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.reader.users, hushhushhush",
        "registry.reader.users, hush:short",
        "registry.writer.users, :hushhushhush",
        "registry.writer.users, 'ann:long enough,hush'",
        "registry.reader.tokens, hush",
        "registry.writer.tokens, hush of more than 22 characters",
        "registry.read.only, hush",
        "registry.writers, hush"
    })
    void aWrongSettingIsNamedAndNoSecretShown(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name)
                .hasMessageMatching(name.equals("registry.read.only") ? ".*" : "(?s)((?!hush).)*");
    }
}
