package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Prediction;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A quiet stream answers long before its commit interval is over, and a busy one commits as rarely as that demands. */
class EarlyCommitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONE = 5;
    private static final Duration LONG_INTERVAL = Duration.ofSeconds(25);
    private static final int WAITING = 1_000;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** At the end, when nothing waits any more, some commits are early. */
    private static final int MORE = 6;

    private final List<Example> examples = SmallVersion.unseen(0, 1_000);

    private int sent;

    @TempDir
    Path folder;

    @Test
    void aLoneImageIsAnsweredLongBeforeTheCommitInterval() {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            Map<String, String> rarely = Map.of("evaluation.commit.interval", LONG_INTERVAL.toString());
            try (Member embedding = Member.embedding(backbone, "embedding");
                    Member evaluation = Member.evaluation(backbone, "evaluation", rarely)) {
                awaitReady(embedding, evaluation);
                send(backbone, 1); // may wait for the first join of the group
                awaitPredictions(backbone, 1);

                long begin = System.nanoTime();
                for (int i = 1; i <= LONE; i++) {
                    send(backbone, 1);
                    awaitPredictions(backbone, 1 + i);
                }

                // Each image is sent after a commit, so without early ones it would wait for a whole interval.
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(LONG_INTERVAL.multipliedBy(LONE - 2));
                new EveryImageJudgedOnce(backbone.log()).holds();
            }
        }
    }

    @Test
    void whileBatchesWaitTheIntervalAloneDecidesWhenToCommit(TestReporter reporter) {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "embedding", Map.of("embedding.max.images", "1"))) {
                awaitReady(embedding);
                send(backbone, WAITING);
                Awaitility.await("embeddings")
                        .atMost(PATIENCE)
                        .until(() -> backbone.log().records(Topic.EMBEDDINGS).size() == WAITING);
            }

            // With few records in each poll, the thread would often look idle if it did not ask what waits at the
            // broker.
            Settings small = backbone.settings().with(Map.of("kafka.max.poll.records", "10"));
            ServiceContext context =
                    ServiceContext.of(PlatformSettings.from(small), new SimpleMeterRegistry(), new Health());
            Map<String, String> rarely = Map.of("evaluation.commit.interval", INTERVAL.toString());
            long begin = System.nanoTime();
            try (Member evaluation = Member.evaluation(backbone, "evaluation", context, rarely)) {
                awaitPredictions(backbone, WAITING);
                double commits = commits(evaluation);
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                reporter.publishEntry("commits", commits + " within " + taken);
                assertThat(commits).isLessThan(taken.dividedBy(INTERVAL) + MORE);
            }
            new EveryImageJudgedOnce(backbone.log()).holds();
        }
    }

    private void send(Backbone backbone, int images) {
        for (int i = 0; i < images; i++) {
            Example example = examples.get(sent % examples.size());
            backbone.world().send(image("image-" + sent, example.content()));
            sent++;
        }
        backbone.world().flush();
    }

    private static void awaitReady(Member... members) {
        Awaitility.await("the services to be ready")
                .atMost(PATIENCE)
                .until(() -> List.of(members).stream().allMatch(Member::ready));
    }

    private static void awaitPredictions(Backbone backbone, int predictions) {
        Awaitility.await(predictions + " predictions")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> backbone.log()
                                .events(Topic.PREDICTIONS, Prediction.class)
                                .size()
                        >= predictions);
    }

    /** Transactions of the evaluation's threads so far. */
    private static double commits(Member evaluation) {
        return evaluation.context().metrics().getMeters().stream()
                .filter(meter -> meter.getId().getName().equals("kafka.stream.thread.commit.total"))
                .map(Meter::measure)
                .mapToDouble(measured -> measured.iterator().next().getValue())
                .sum();
    }
}
