package dev.pentimento.cli.topics;

import java.util.Map;

/**
 * A topic's actual state at the brokers.
 *
 * @param configuration every setting of the topic, including defaults
 */
record ActualTopic(int partitions, int replicas, Map<String, String> configuration) {
    ActualTopic {
        configuration = Map.copyOf(configuration);
    }

    /** The value of a setting; empty if the brokers do not know it. */
    String setting(String name) {
        return configuration.getOrDefault(name, "");
    }
}
