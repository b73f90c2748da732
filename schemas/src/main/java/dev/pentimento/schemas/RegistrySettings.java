package dev.pentimento.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Where the registry is and how to talk to it.
 *
 * @param urls tried in this order, beginning with the one that answered last
 * @param tls for https; none: the JVM's own trust store
 * @param retries how many further rounds over all URLs follow a round without an answer
 * @param retryWait pause before the first further round; it doubles from round to round
 */
public record RegistrySettings(
        List<RegistryUrl> urls,
        RegistryCredentials credentials,
        Optional<SSLContext> tls,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait,
        Duration retryMaxWait) {

    /** Name of the setting for the registry's addresses, comma separated. */
    public static final String URL = "schema.registry.url";

    private static final String PREFIX = "schema.registry.";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";

    /** The settings by Confluent's names. */
    static final ConfigDef DEFINITION = new ConfigDef()
            .define(URL, Type.LIST, Importance.HIGH, "Addresses of the schema registry, comma separated")
            .define(
                    BASIC_SOURCE,
                    Type.STRING,
                    "URL",
                    Importance.MEDIUM,
                    "URL: from schema.registry.url; USER_INFO: from basic.auth.user.info")
            .define(BASIC_USER, Type.PASSWORD, null, Importance.MEDIUM, "user:password")
            .define(
                    BEARER_SOURCE,
                    Type.STRING,
                    null,
                    Importance.MEDIUM,
                    "STATIC_TOKEN: from bearer.auth.token; none: no bearer authentication")
            .define(BEARER_TOKEN, Type.PASSWORD, null, Importance.MEDIUM, "The token")
            .define(
                    "http.connect.timeout.ms",
                    Type.INT,
                    10_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Time to connect, per attempt")
            .define(
                    "http.read.timeout.ms",
                    Type.INT,
                    30_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Time to answer, per attempt")
            .define(
                    "max.retries",
                    Type.INT,
                    3,
                    Range.between(0, 100),
                    Importance.LOW,
                    "Further rounds over all addresses after one without an answer")
            .define(
                    "retries.wait.ms",
                    Type.INT,
                    250,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Pause before the first further round; it doubles")
            .define(
                    "retries.max.wait.ms",
                    Type.INT,
                    5_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Longest pause between rounds");

    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new ConfigException(URL, "", "at least one address is needed");
        }
    }

    /**
     * Reads the settings by Confluent's names. Each may stand with or without the prefix {@code schema.registry.};
     * those for TLS only with it, so that they are not taken for the brokers'. Other settings are left alone.
     *
     * @throws ConfigException naming the setting, its value and what is allowed
     */
    public static RegistrySettings of(Map<String, ?> settings) {
        AbstractConfig config = new AbstractConfig(DEFINITION, withoutPrefix(settings), false);
        return new RegistrySettings(
                config.getList(URL).stream().map(RegistryUrl::parse).toList(),
                credentials(config),
                tls(settings),
                millis(config, "http.connect.timeout.ms"),
                millis(config, "http.read.timeout.ms"),
                config.getInt("max.retries"),
                millis(config, "retries.wait.ms"),
                millis(config, "retries.max.wait.ms"));
    }

    /** The registry at these addresses, everything else as by default. */
    public static RegistrySettings at(String urls) {
        return of(Map.of(URL, urls));
    }

    private static Map<String, Object> withoutPrefix(Map<String, ?> settings) {
        Map<String, Object> plain = new HashMap<>(settings);
        settings.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(URL)) {
                plain.put(name.substring(PREFIX.length()), value);
            }
        });
        return plain;
    }

    private static Duration millis(AbstractConfig config, String name) {
        return Duration.ofMillis(config.getInt(name));
    }

    private static RegistryCredentials credentials(AbstractConfig config) {
        String bearer = config.getString(BEARER_SOURCE);
        if (bearer != null && !bearer.isBlank()) {
            if (!bearer.toUpperCase(Locale.ROOT).equals("STATIC_TOKEN")) {
                throw new ConfigException(BEARER_SOURCE, bearer, "allowed: STATIC_TOKEN");
            }
            return new RegistryCredentials.Bearer(secret(config, BEARER_TOKEN, BEARER_SOURCE + "=" + bearer));
        }
        String basic = config.getString(BASIC_SOURCE).toUpperCase(Locale.ROOT);
        return switch (basic) {
            case "USER_INFO" -> new RegistryCredentials.Basic(secret(config, BASIC_USER, BASIC_SOURCE + "=USER_INFO"));
            case "URL" -> new RegistryCredentials.FromUrl();
            default -> throw new ConfigException(BASIC_SOURCE, basic, "allowed: URL, USER_INFO");
        };
    }

    private static String secret(AbstractConfig config, String name, String because) {
        var value = config.getPassword(name);
        if (value == null || value.value().isBlank()) {
            throw new ConfigException(name + " is needed with " + because);
        }
        return value.value();
    }

    private static Optional<SSLContext> tls(Map<String, ?> settings) {
        Map<String, Object> ssl = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(PREFIX + "ssl.")) {
                ssl.put(name.substring(PREFIX.length()), value);
            }
        });
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        // Kafka's own reading of key and trust stores: JKS, PKCS12 and PEM, as everywhere else in its settings.
        AbstractConfig config = new AbstractConfig(new ConfigDef().withClientSslSupport(), ssl, false);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(config.values());
            return Optional.of(factory.sslContext());
        }
    }
}
