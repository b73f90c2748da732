package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A system that is stopped with work in hand goes on where it was. */
class RestartIT {
    private static final int BEFORE = 1_500;
    private static final int LABELLED = 200;
    private static final int AFTER = 100;

    private final List<Example> examples = SmallVersion.unseen(0, BEFORE + AFTER);

    @TempDir
    Path data;

    /** Stopping is promised within ten seconds on an idle machine; here it must only end. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingIsLostOrDoneTwiceOverARestart(TestReporter reporter) {
        stopInTheMiddle(reporter);

        try (RunningSystem system = RunningSystem.at(data).ready()) {
            for (Example example : examples.subList(BEFORE, examples.size())) {
                system.world().send(image(example.id(), example.content()));
            }
            for (Example example : examples.subList(0, LABELLED)) {
                system.world().label(example.id(), example.label());
            }
            system.world().flush();

            CommittedLog log = system.log();
            List<String> classes = SmallVersion.trained().version().getClasses();
            system.await("every image once").untilAsserted(new EveryImageJudgedOnce(log)::holds);
            system.await("every outcome").untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
            system.await("quality to match a recount")
                    .untilAsserted(new QualityMatchesRecount(log, classes, RunningSystem.WINDOW)::holds);
            system.await("the readers' commits").untilAsserted(new NothingWaitsForever(system.context(), log)::holds);
            assertThat(log.events(Topic.OUTCOMES, Outcome.class))
                    .as("labels that came before the restart, of images that came after it")
                    .extracting(entry -> entry.event().getImageId())
                    .contains(examples.get(BEFORE).id());
            assertThat(log.latest(Topic.MODEL_VERSIONS, ModelVersion.class))
                    .extracting(ModelVersion::getStage)
                    .containsExactly(Stage.CHAMPION);
        }
    }

    /** Kafka's clients would stand still until the clock is where it was. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aClockThatIsSetBackStartsTheStreamAnewAndNothingIsLostOrDoneTwice() {
        AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);
        try (Backbone backbone = Backbone.at(data)) {
            SmallVersion.publish(backbone.context());
            ServiceContext right = backbone.newContext();
            ServiceContext context = new ServiceContext(
                    right.settings(),
                    right.clients(),
                    right.topics(),
                    right.events(),
                    right.metrics(),
                    right.health(),
                    () -> Instant.now().plus(wrong.get()));
            try (Member embedding = Member.embedding(backbone, "embedding");
                    Member evaluation = Member.evaluation(backbone, "evaluation", context, Map.of())) {
                send(backbone, 0, AFTER);
                await("the stream to run").until(() -> embedding.ready() && evaluation.ready());
                long before = newestStreamThread();

                wrong.set(Duration.ofHours(-3));
                await("another stream to run").until(() -> newestStreamThread() > before && evaluation.ready());
                send(backbone, AFTER, 2 * AFTER);

                await("every image once").untilAsserted(new EveryImageJudgedOnce(backbone.log())::holds);
                List<String> classes = SmallVersion.trained().version().getClasses();
                await("quality to match a recount")
                        .untilAsserted(new QualityMatchesRecount(backbone.log(), classes, Backbone.WINDOW)::holds);
                assertThat(evaluation.failed()).isFalse();
            }
        }
    }

    private void send(Backbone backbone, int from, int to) {
        for (Example example : examples.subList(from, to)) {
            backbone.world().send(image(example.id(), example.content()));
            backbone.world().label(example.id(), example.label());
        }
        backbone.world().flush();
    }

    /** Identifiers of threads grow. */
    private static long newestStreamThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("-StreamThread-"))
                .mapToLong(Thread::getId)
                .max()
                .orElse(-1);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
    }

    private void stopInTheMiddle(TestReporter reporter) {
        RunningSystem system = RunningSystem.at(data).withSmallVersion();
        try {
            for (int i = 0; i < BEFORE; i++) {
                system.world().send(image(examples.get(i).id(), examples.get(i).content()));
            }
            for (Example example : examples.subList(LABELLED / 2, LABELLED)) {
                system.world().label(example.id(), example.label());
            }
            Example later = examples.get(BEFORE);
            system.world().label(later.id(), later.label());
            system.world().flush();
            system.await("work in hand")
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !system.log()
                            .events(Topic.EMBEDDINGS, EmbeddingBatch.class)
                            .isEmpty());
        } finally {
            int predicted =
                    system.log().events(Topic.PREDICTIONS, Prediction.class).size();
            reporter.publishEntry("predictions before the stop", predicted + " of " + BEFORE);
            long begin = System.nanoTime();
            system.close();
            reporter.publishEntry(
                    "time to stop", Duration.ofNanos(System.nanoTime() - begin).toString());
        }
    }
}
