package dev.pentimento.platform.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How a topic must be.
 *
 * @param partitions when it is created, and at least later
 * @param exactly whether more partitions than those are wrong too
 * @param replicas when it is created; -1: the broker's default
 * @param configuration its own settings at the broker
 */
public record TopicPlan(
        String name, int partitions, boolean exactly, short replicas, Map<String, String> configuration) {
    public TopicPlan {
        configuration = Map.copyOf(configuration);
    }

    /** The same with more partitions, if it has fewer. */
    public TopicPlan withAtLeast(int others) {
        return new TopicPlan(name, Math.max(partitions, others), exactly, replicas, configuration);
    }

    NewTopic toCreate() {
        return new NewTopic(name, Optional.of(partitions), Optional.of(replicas).filter(factor -> factor >= 1))
                .configs(configuration);
    }
}
