package dev.pentimento.platform.settings;

import static dev.pentimento.platform.settings.Setting.secret;
import static dev.pentimento.platform.settings.Setting.text;

import dev.pentimento.schemas.http.TlsContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.types.Password;

/** Key and certificate of a server, under Kafka's names with a prefix. */
final class TlsSettings {
    private final String prefix;
    private final Setting<String> location;
    private final Setting<String> type;
    private final Setting<String> chain;
    private final List<Setting<Password>> secrets;

    /** Declares the settings. */
    TlsSettings(SettingsDefinition definition, String prefix) {
        this.prefix = prefix;
        location = definition.add(text(
                prefix + "ssl.keystore.location",
                "",
                ".*",
                "any",
                "File with the private key and the certificates of the servers, which then speak HTTPS. Empty: plain HTTP,"
                        + " unless the key comes in `" + prefix + "ssl.keystore.key`."));
        type = definition.add(text(
                prefix + "ssl.keystore.type",
                "JKS",
                "JKS|PKCS12|PEM",
                "JKS, PKCS12 or PEM",
                "Format of that file. `PEM`: the key as PKCS #8, then the certificates."));
        chain = definition.add(text(
                prefix + "ssl.keystore.certificate.chain",
                "",
                "(?s).*",
                "any",
                "The certificates themselves, as PEM, instead of a file. The type must be `PEM`."));
        secrets = List.of(
                definition.add(secret(
                        prefix + "ssl.keystore.key", 1, "The private key to these certificates, as PEM (PKCS #8).")),
                definition.add(secret(prefix + "ssl.keystore.password", 1, "Password of the file. PEM has none.")),
                definition.add(
                        secret(prefix + "ssl.key.password", 1, "Password of the private key, if it is encrypted.")));
    }

    /**
     * @return empty: no key is configured
     * @throws SettingsException if it cannot be used
     */
    Optional<SSLContext> context(SettingValues values) {
        Map<String, Object> given = new HashMap<>();
        put(given, location, values.get(location));
        put(given, chain, values.get(chain));
        secrets.forEach(each -> put(given, each, values.get(each).value()));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        put(given, type, values.get(type));
        try {
            return Optional.of(TlsContext.ofServer(given));
        } catch (KafkaException e) {
            throw new SettingsException("the settings " + prefix + "ssl.* give no key for HTTPS: " + reason(e));
        }
    }

    private void put(Map<String, Object> given, Setting<?> setting, String value) {
        if (!value.isEmpty()) {
            given.put(setting.name().substring(prefix.length()), value);
        }
    }

    private static String reason(KafkaException e) {
        Throwable cause = e.getCause();
        return e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }
}
