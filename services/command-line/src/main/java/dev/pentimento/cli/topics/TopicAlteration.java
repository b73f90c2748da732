package dev.pentimento.cli.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;

/** Changes settings of topics. It does not change partitions, replicas or any other setting. */
final class TopicAlteration {
    private TopicAlteration() {}

    /** @throws KafkaException naming the first topic that the brokers refuse to change, and their reason */
    static void apply(Admin admin, List<TopicDifference> differences) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = differences.stream()
                .filter(TopicDifference::alterable)
                .collect(Collectors.groupingBy(
                        difference -> new ConfigResource(ConfigResource.Type.TOPIC, difference.topic()),
                        Collectors.mapping(TopicAlteration::operation, Collectors.toCollection(ArrayList::new))));
        Map<String, KafkaFuture<Void>> answers = new TreeMap<>();
        admin.incrementalAlterConfigs(changes)
                .values()
                .forEach((resource, answer) -> answers.put(resource.name(), answer));
        answers.forEach(TopicAlteration::await);
    }

    private static AlterConfigOp operation(TopicDifference difference) {
        return new AlterConfigOp(new ConfigEntry(difference.setting(), difference.wanted()), AlterConfigOp.OpType.SET);
    }

    private static void await(String topic, KafkaFuture<Void> answer) {
        try {
            answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot alter the topic " + topic, e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while altering the topics", e);
        }
    }
}
