package dev.pentimento.registry;

import dev.pentimento.http.Credential;
import java.util.List;

/**
 * The registry's address, the topic that stores its schemas, and the access rights.
 *
 * @param host name or address to listen on, such as {@code localhost}
 * @param port 0 means a free port
 * @param topic created if it is missing, with one partition, compacted
 * @param replicationFactor used when the topic is created; -1 means the brokers' default
 * @param credentials if empty, everybody may read and write
 * @param readOnly whether this instance rejects every change and does not create the topic
 */
public record SchemaRegistrySettings(
        String host,
        int port,
        String topic,
        short replicationFactor,
        List<Credential<Right>> credentials,
        boolean readOnly) {
    /** Confluent's name for this topic. */
    public static final String DEFAULT_TOPIC = "_schemas";

    public SchemaRegistrySettings {
        credentials = List.copyOf(credentials);
        require(!host.isBlank(), "host must not be empty");
        require(port >= 0 && port <= 65_535, "port must be 0 to 65535: " + port);
        require(!topic.isBlank(), "topic must not be empty");
        require(
                replicationFactor >= 1 || replicationFactor == -1,
                "replicationFactor must be positive, or -1: " + replicationFactor);
    }

    /** A registry that everybody may read and write. */
    public SchemaRegistrySettings(String host, int port, String topic, short replicationFactor) {
        this(host, port, topic, replicationFactor, List.of(), false);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
