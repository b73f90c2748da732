package dev.pentimento.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.trust.VersionTrust;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustSettingsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void byDefaultNoKeyIsNeededAndNoProgramIsAllowed() {
        assertThat(trust(Map.of())).isEqualTo(new VersionTrust(List.of(), Set.of(), false));
    }

    @Test
    void everySettingHasItsKey() throws Exception {
        PublicKey key =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        String text = Base64.getEncoder().encodeToString(key.getEncoded());
        Map<String, String> values = Map.of(
                "model.trusted.keys", text + ", " + text, "model.torchscript.allow", HASH.toUpperCase(Locale.ROOT));

        assertThat(values.keySet()).isEqualTo(TrustSettings.DEFINITION.names());
        assertThat(trust(values)).isEqualTo(new VersionTrust(List.of(key, key), Set.of(HASH), false));
        assertThat(trust(Map.of("model.torchscript.allow", "any")).anyProgram()).isTrue();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> trust(Map.of("model.trusted.keys", "MCow")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("model.trusted.keys: 'MCow' is not an Ed25519 public key");
        assertThatThrownBy(() -> trust(Map.of("model.torchscript.allow", HASH + ",all")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("model.torchscript.allow: 'all' is neither");
    }

    private static VersionTrust trust(Map<String, String> values) {
        return PlatformSettings.from(Settings.of(values)).trust();
    }
}
