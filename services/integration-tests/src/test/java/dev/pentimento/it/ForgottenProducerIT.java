package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.kafka.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * The evaluation stands still in the middle of a transaction, for so long that the broker aborts the transaction and forgets
 * the producer. Then it goes on.
 */
class ForgottenProducerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int IMAGES_PER_SECOND = 100;
    private static final Map<String, String> FORGETFUL = Map.of(
            "producer.id.expiration.ms",
            "1000",
            "producer.id.expiration.check.interval.ms",
            "200",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms",
            "500");

    @TempDir
    Path folder;

    @Test
    void imagesFlowOnAndNoneIsLostOrJudgedTwice(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder, FORGETFUL);
                Admin admin = backbone.context().clients().admin("test")) {
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "embedding");
                    CommandProcess evaluation = CommandProcess.start(environment(backbone), "evaluation");
                    SteadyStream stream = new SteadyStream(backbone.world()).start(IMAGES_PER_SECOND)) {
                stream.want(Integer.MAX_VALUE);
                await("images to be judged", evaluation)
                        .until(() -> backbone.log().records(Topic.PREDICTIONS).size() > IMAGES_PER_SECOND);

                stopInTransaction(evaluation, admin, backbone);
                await("the broker to forget the producer", evaluation)
                        .until(() -> producers(admin, backbone).isEmpty());
                signal(evaluation, "CONT");

                stream.end(0);
                await("every image to be judged", evaluation)
                        .until(() -> backbone.log().records(Topic.PREDICTIONS).size()
                                >= backbone.log().records(Topic.IMAGES).size());
                new EveryImageJudgedOnce(backbone.log()).holds();
                List<String> classes = SmallVersion.trained().version().getClasses();
                await("quality to match a recount", evaluation)
                        .untilAsserted(new QualityMatchesRecount(backbone.log(), classes, Backbone.WINDOW)::holds);
                assertThat(embedding.failed()).isFalse();
                reporter.publishEntry(
                        "images", "" + backbone.log().records(Topic.IMAGES).size());
                evaluation
                        .err()
                        .lines()
                        .filter(line -> line.contains("sequence"))
                        .limit(3)
                        .forEach(line -> reporter.publishEntry("the broker said", line));
            }
        }
    }

    private static Map<String, String> environment(Backbone backbone) {
        Map<String, String> environment = new HashMap<>();
        backbone.settings()
                .asMap()
                .forEach((name, value) -> environment.put(
                        "PENTIMENTO_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("PENTIMENTO_HTTP_PORT", "0");
        environment.put(
                "PENTIMENTO_EVALUATION_STATE_DIR", backbone.folder("state").toString());
        environment.put("PENTIMENTO_EVALUATION_COMMIT_INTERVAL", "PT2S"); // nearly always in a transaction
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return environment;
    }

    /** It may have committed just before. */
    private static void stopInTransaction(CommandProcess evaluation, Admin admin, Backbone backbone) {
        await("a transaction to be stopped in", evaluation).until(() -> {
            signal(evaluation, "STOP");
            boolean open = producers(admin, backbone).stream()
                    .anyMatch(each -> each.currentTransactionStartOffset().isPresent());
            if (!open) {
                signal(evaluation, "CONT");
            }
            return open;
        });
    }

    private static List<ProducerState> producers(Admin admin, Backbone backbone)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = IntStream.range(
                        0, backbone.context().settings().topicPartitions())
                .mapToObj(i -> new TopicPartition(backbone.context().topics().name(Topic.PREDICTIONS), i))
                .toList();
        return admin.describeProducers(partitions).all().get().values().stream()
                .flatMap(each -> each.activeProducers().stream())
                .toList();
    }

    private static void signal(CommandProcess process, String signal) throws IOException, InterruptedException {
        long id = process.process().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(id))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static ConditionFactory await(String what, CommandProcess evaluation) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .failFast(
                        "the evaluation has ended", () -> !evaluation.process().isAlive());
    }
}
