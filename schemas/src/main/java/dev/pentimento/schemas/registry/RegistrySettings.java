package dev.pentimento.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.pentimento.schemas.http.TlsContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The registry's addresses and how to connect to it.
 *
 * @param urls tried in this order, starting with the one that answered last
 * @param authorization if empty, that of the URL, if it has one
 * @param tls for https; if empty, the JVM's default trust store is used
 * @param retries number of further rounds over all URLs after a round without a response
 * @param retryWait pause before the first further round; it doubles with each round
 */
public record RegistrySettings(
        List<RegistryUrl> urls,
        Optional<Authorization> authorization,
        Optional<SSLContext> tls,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait,
        Duration retryMaxWait) {

    /** Name of the setting for the registry's addresses, separated by commas. */
    public static final String URL = "schema.registry.url";

    private static final String PREFIX = "schema.registry.";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";

    /** The settings, with Confluent's names. */
    static final ConfigDef DEFINITION = new ConfigDef()
            .define(URL, LIST, HIGH, "Addresses of the schema registry, separated by commas")
            .define(BASIC_SOURCE, STRING, null, MEDIUM, "URL: from the URL; USER_INFO: from basic.auth.user.info")
            .define(BASIC_USER, PASSWORD, null, MEDIUM, "user:password")
            .define(BEARER_SOURCE, STRING, null, MEDIUM, "STATIC_TOKEN: from bearer.auth.token")
            .define(BEARER_TOKEN, PASSWORD, null, MEDIUM, "The token")
            .define("http.connect.timeout.ms", INT, 10_000, atLeast(1), LOW, "Time limit for connecting, per attempt")
            .define("http.read.timeout.ms", INT, 30_000, atLeast(1), LOW, "Time limit for the response, per attempt")
            .define("max.retries", INT, 3, between(0, 100), LOW, "Further rounds over all addresses")
            .define("retries.wait.ms", INT, 250, atLeast(1), LOW, "Pause before the first further round; it doubles")
            .define("retries.max.wait.ms", INT, 5_000, atLeast(1), LOW, "Longest pause between rounds");

    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new ConfigException(URL, "", "at least one address is required");
        }
    }

    /**
     * Reads the settings with Confluent's names. Each may have the prefix {@code schema.registry.}; those for TLS must
     * have it, to distinguish them from the brokers' settings. Other settings are ignored.
     *
     * @throws ConfigException naming the setting, its value and what is allowed
     */
    public static RegistrySettings of(Map<String, ?> settings) {
        Map<String, Object> plain = new HashMap<>(settings);
        plain.putAll(withoutPrefix(settings));
        AbstractConfig config = new AbstractConfig(DEFINITION, plain, false);
        return new RegistrySettings(
                config.getList(URL).stream().map(RegistryUrl::parse).toList(),
                authorization(config),
                tls(settings),
                millis(config, "http.connect.timeout.ms"),
                millis(config, "http.read.timeout.ms"),
                config.getInt("max.retries"),
                millis(config, "retries.wait.ms"),
                millis(config, "retries.max.wait.ms"));
    }

    /** Settings for a registry at these addresses, with defaults otherwise. */
    public static RegistrySettings at(String urls) {
        return of(Map.of(URL, urls));
    }

    private static Map<String, Object> withoutPrefix(Map<String, ?> settings) {
        return new AbstractConfig(new ConfigDef(), settings, false).originalsWithPrefix(PREFIX);
    }

    private static Duration millis(AbstractConfig config, String name) {
        return Duration.ofMillis(config.getInt(name));
    }

    /**
     * If no source is given, it is derived from the given credentials. Confluent's Java client would ignore them; its
     * other clients have no such setting.
     */
    private static Optional<Authorization> authorization(AbstractConfig config) {
        String bearer = source(config, BEARER_SOURCE, BEARER_TOKEN, "STATIC_TOKEN", "");
        if (!bearer.isEmpty()) {
            if (!bearer.equals("STATIC_TOKEN")) {
                throw new ConfigException(BEARER_SOURCE, bearer, "allowed: STATIC_TOKEN");
            }
            return Optional.of(Authorization.bearer(secret(config, BEARER_TOKEN, BEARER_SOURCE + "=" + bearer)));
        }
        String basic = source(config, BASIC_SOURCE, BASIC_USER, "USER_INFO", "URL");
        return switch (basic) {
            case "USER_INFO" ->
                Optional.of(Authorization.basic(secret(config, BASIC_USER, BASIC_SOURCE + "=USER_INFO")));
            case "URL" -> Optional.empty();
            default -> throw new ConfigException(BASIC_SOURCE, basic, "allowed: URL, USER_INFO");
        };
    }

    private static String source(AbstractConfig config, String name, String credentials, String ofThem, String none) {
        String given = config.getString(name);
        if (given == null || given.isBlank()) {
            return config.getPassword(credentials) == null ? none : ofThem;
        }
        return given.toUpperCase(Locale.ROOT);
    }

    private static String secret(AbstractConfig config, String name, String because) {
        var value = config.getPassword(name);
        if (value == null || value.value().isBlank()) {
            throw new ConfigException(name + " is required with " + because);
        }
        return value.value();
    }

    private static Optional<SSLContext> tls(Map<String, ?> settings) {
        Map<String, Object> ssl = withoutPrefix(settings);
        ssl.keySet().removeIf(name -> !name.startsWith("ssl."));
        return ssl.isEmpty() ? Optional.empty() : Optional.of(TlsContext.ofClient(ssl));
    }
}
