package dev.pentimento.benchmarks.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    @Test
    void threadsOfOneInstanceCountOnce() {
        assertThat(Deployment.working(List.of(
                        member("a", "evaluation-0a1b-StreamThread-1-consumer", 1),
                        member("b", "evaluation-0a1b-StreamThread-2-consumer", 2))))
                .isEqualTo(1);
        assertThat(Deployment.working(List.of(
                        member("a", "evaluation-0a1b-StreamThread-1-consumer", 1),
                        member("b", "evaluation-2c3d-StreamThread-1-consumer", 2))))
                .isEqualTo(2);
    }

    @Test
    void anInstanceWithoutPartitionsDoesNotWork() {
        assertThat(Deployment.working(List.of(member("a", "embedding", 4), member("b", "embedding", 0))))
                .isEqualTo(1);
        assertThat(Deployment.working(List.of(member("a", "embedding", 2), member("b", "embedding", 2))))
                .isEqualTo(2);
    }

    private static MemberDescription member(String id, String client, int partitions) {
        Set<TopicPartition> assigned = IntStream.range(0, partitions)
                .mapToObj(each -> new TopicPartition("images", each))
                .collect(Collectors.toSet());
        return new MemberDescription(id, client, "localhost", new MemberAssignment(assigned));
    }
}
