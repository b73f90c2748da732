package dev.pentimento.registry;

/**
 * Where the registry listens and what it keeps its schemas in.
 *
 * @param host name or address to listen on, such as {@code localhost}
 * @param port 0: a free one
 * @param topic made if it is missing: one partition, compacted
 * @param replicationFactor of the topic, where it is made; -1: the brokers' default
 */
public record SchemaRegistrySettings(String host, int port, String topic, short replicationFactor) {
    /** Confluent's name for such a topic. */
    public static final String DEFAULT_TOPIC = "_schemas";

    public SchemaRegistrySettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be empty");
        }
        if (replicationFactor < 1 && replicationFactor != -1) {
            throw new IllegalArgumentException("replicationFactor must be positive, or -1: " + replicationFactor);
        }
    }
}
