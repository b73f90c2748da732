package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The moment at which a topic gets its first committed record. */
public final class FirstRecord {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private FirstRecord() {}

    /**
     * Waits until the topic has a committed record.
     *
     * @throws IllegalStateException if a part of the system has failed, or nothing has come within five minutes
     */
    public static void await(RunningSystem system, Topic topic) throws InterruptedException {
        ServiceContext context = system.context();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = context.clients().admin("bench-first")) {
            String name = context.topics().name(topic);
            int partitions = admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
                    .mapToInt(each -> each.partitions().size())
                    .sum();
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                    .mapToObj(each -> new TopicPartition(name, each))
                    .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
            while (isEmpty(admin, ends)) {
                system.requireHealthy();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "nothing in " + name + " within " + PATIENCE.toMinutes() + " minutes" + notReady(context));
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the offsets of a topic", e.getCause());
        }
    }

    /** Only services in this process report their state here. */
    private static String notReady(ServiceContext context) {
        Map<String, String> notReady = context.health().notReady();
        return notReady.isEmpty() ? "" : "; not ready: " + notReady;
    }

    private static boolean isEmpty(Admin admin, Map<TopicPartition, OffsetSpec> ends)
            throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .values()
                .stream()
                .allMatch(end -> end.offset() == 0);
    }
}
