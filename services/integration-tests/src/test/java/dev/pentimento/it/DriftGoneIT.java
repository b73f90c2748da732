package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a drift has gone, the evidence starts again, named in the record, and anybody can recount it. */
class DriftGoneIT {
    private static final int AT_A_TIME = 100;
    /** By then, the detector knows the drift. One that ends with its alarm takes thousands of images to be told from none. */
    private static final int LEARNED = 2_000;

    private final List<Example> examples = FashionMnistSubset.load().stream().examples();
    private int sent;

    @TempDir
    Path data;

    @Test
    void theEvidenceStartsAgainWithTheResolvedAlarmAndMatchesARecount() throws Exception {
        Map<String, String> settings = Map.of("evaluation.run.length", "1000", "trainer.retrain.on.drift", "false");
        try (RunningSystem system = RunningSystem.at(data.resolve("kafka"), settings)) {
            TrainedVersion small = SmallVersion.trained();
            new ModelPublisher(system.context(), "test").publish(small.version(), small.files());
            system.ready();
            sendUntil(system, "an alarm", true, alarm -> alarm.getState() == AlarmState.RAISED);
            for (int more = 0; more < LEARNED; more += AT_A_TIME) {
                send(system, true);
            }
            sendUntil(system, "the end of the alarm", false, alarm -> alarm.getState() == AlarmState.RESOLVED);
            QualityMatchesRecount recount =
                    new QualityMatchesRecount(system.log(), small.version().getClasses(), RunningSystem.WINDOW);
            system.await("evidence of the new epoch").untilAsserted(() -> {
                send(system, false);
                Comparison since = recount.overall(small.version().getVersion())
                        .getComparisons()
                        .get(0);
                assertThat(since.getEpoch()).isPositive();
                assertThat(since.getEpochAlarm()).contains("-all-");
                assertThat(since.getLabelled()).isPositive();
            });
            system.await("quality to match a recount").untilAsserted(recount::holds);
            assertThat(recount.overall(small.version().getVersion()).getLabelled())
                    .isGreaterThan(recount.overall(small.version().getVersion())
                            .getComparisons()
                            .get(0)
                            .getLabelled());
        }
    }

    private void sendUntil(RunningSystem system, String what, boolean drifted, Predicate<DriftAlarm> wanted) {
        system.await(what).untilAsserted(() -> {
            send(system, drifted);
            assertThat(system.log().latest(Topic.EMBEDDING_DRIFT, DriftWindow.class))
                    .filteredOn(window -> window.getSlice().equals("all"))
                    .extracting(DriftWindow::getAlarm)
                    .filteredOn(Objects::nonNull)
                    .anyMatch(wanted);
        });
    }

    private void send(RunningSystem system, boolean drifted) {
        for (int i = 0; i < AT_A_TIME; i++) {
            Example example = examples.get(sent % examples.size());
            Example shown = drifted ? Corruption.ROTATION.apply(example, 3, 1) : example;
            String id = "image-" + sent++;
            system.world().send(image(id, shown.content()));
            system.world().label(id, example.label());
        }
        system.world().flush();
    }
}
