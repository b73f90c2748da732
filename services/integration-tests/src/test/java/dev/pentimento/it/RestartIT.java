package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A system that is stopped with work in hand goes on where it was. */
class RestartIT {
    /** The promise is ten seconds; a machine that does something else meanwhile is granted some more. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    private static final int BEFORE = 1_500;
    private static final int LABELLED = 200;
    private static final int AFTER = 100;

    private final List<Example> examples = SmallVersion.unseen(0, BEFORE + AFTER);

    @TempDir
    Path data;

    @Test
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
            long begin = System.nanoTime();
            system.close();
            Duration closing = Duration.ofNanos(System.nanoTime() - begin);
            reporter.publishEntry("predictions before the stop", predicted + " of " + BEFORE);
            reporter.publishEntry("time to stop", closing.toString());
            assertThat(closing).as("time to stop").isLessThan(LONGEST_CLOSE);
        }
    }
}
