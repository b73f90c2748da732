package dev.pentimento.schemas.http;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS configured with Kafka's settings, such as {@code ssl.keystore.location}. Kafka reads the stores: JKS, PKCS12 and
 * PEM.
 */
public final class TlsContext {
    private TlsContext() {}

    /**
     * Creates a client's context. Without a trust store, it uses the JVM's default trust store.
     *
     * @throws KafkaException saying which store cannot be used, and why
     */
    public static SSLContext ofClient(Map<String, ?> ssl) {
        try (DefaultSslEngineFactory stores = stores(ssl)) {
            return stores.sslContext();
        }
    }

    /**
     * Creates a server's context.
     *
     * @throws KafkaException saying which store cannot be used, and why
     */
    public static SSLContext ofServer(Map<String, ?> ssl) {
        try (DefaultSslEngineFactory stores = stores(ssl)) {
            if (!hasKey(stores.keystore())) {
                throw new ConfigException("the key store has no private key");
            }
            return stores.sslContext();
        } catch (KeyStoreException e) {
            throw new KafkaException("the key store cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean hasKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    private static DefaultSslEngineFactory stores(Map<String, ?> ssl) {
        DefaultSslEngineFactory stores = new DefaultSslEngineFactory();
        stores.configure(new AbstractConfig(new ConfigDef().withClientSslSupport(), ssl, false).values());
        return stores;
    }
}
