package dev.pentimento.platform.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The required settings of a topic.
 *
 * @param partitions the number at creation, and the minimum later
 * @param exactly whether more partitions are also wrong
 * @param replicas when it is created; -1: the broker's default
 * @param configuration its topic settings on the broker
 */
public record TopicPlan(
        String name, int partitions, boolean exactly, short replicas, Map<String, String> configuration) {
    public TopicPlan {
        configuration = Map.copyOf(configuration);
    }

    /** The same plan with at least this many partitions. */
    public TopicPlan withAtLeast(int others) {
        return new TopicPlan(name, Math.max(partitions, others), exactly, replicas, configuration);
    }

    NewTopic toCreate() {
        return new NewTopic(name, Optional.of(partitions), Optional.of(replicas).filter(factor -> factor >= 1))
                .configs(configuration);
    }
}
