package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import io.micrometer.core.instrument.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the evaluation keep copies of each other's state, and one of them goes. */
class StandbyIT {
    private static final int BEFORE = 800;
    private static final int AFTER = 100;
    private static final Map<String, String> SETTINGS =
            Map.of("evaluation.standby.replicas", "1", "evaluation.session.timeout", "PT6S");

    private final List<Example> examples = SmallVersion.unseen(0, BEFORE + AFTER);

    @TempDir
    Path folder;

    @Test
    void theOneThatStaysHasTheStateAlready(TestReporter reporter) {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "embedding");
                    Member stays = Member.evaluation(backbone, "stays", SETTINGS)) {
                Member goes = Member.evaluation(backbone, "goes", SETTINGS);
                try {
                    await("all to be ready").until(() -> embedding.ready() && stays.ready() && goes.ready());
                    send(backbone, 0, BEFORE);
                    figuresMatch(backbone);
                    for (Member each : List.of(stays, goes)) {
                        await("the copies of the other's state").until(() -> hasCopies(each));
                    }
                } finally {
                    goes.close();
                }
                double restoredBefore = restored(stays);

                send(backbone, BEFORE, BEFORE + AFTER);
                for (Example example : examples.subList(1, BEFORE)) {
                    backbone.world().label(example.id(), example.label());
                }
                backbone.world().flush();
                figuresMatch(backbone);

                double read = restored(stays) - restoredBefore;
                reporter.publishEntry("records that the takeover read", "" + read);
                assertThat(read).isLessThan(BEFORE / 20.0);
            }
        }
    }

    /** Every other image has its label now. */
    private void send(Backbone backbone, int from, int to) {
        for (int i = from; i < to; i++) {
            Example example = examples.get(i);
            backbone.world().send(image(example.id(), example.content()));
            if (i % 2 == 0) {
                backbone.world().label(example.id(), example.label());
            }
        }
        backbone.world().flush();
    }

    private static void figuresMatch(Backbone backbone) {
        List<String> classes = SmallVersion.trained().version().getClasses();
        CommittedLog log = backbone.log();
        int images = log.records(Topic.IMAGES).size();
        await("every image to be judged")
                .until(() -> log.records(Topic.PREDICTIONS).size() >= images);
        new EveryImageJudgedOnce(log).holds();
        await("quality to match a recount")
                .untilAsserted(new QualityMatchesRecount(log, classes, Backbone.WINDOW)::holds);
    }

    /** Its restoring consumer follows changelogs, and is at their ends. */
    private static boolean hasCopies(Member member) {
        Collection<Meter> meters = member.context().metrics().getMeters();
        List<Double> lags = meters.stream()
                .filter(meter -> meter.getId().getName().equals("kafka.consumer.fetch.manager.records.lag")
                        && String.valueOf(meter.getId().getTag("client.id")).contains("restore-consumer"))
                .map(meter -> meter.measure().iterator().next().getValue())
                .toList();
        return !lags.isEmpty() && lags.stream().allMatch(lag -> lag == 0);
    }

    private static double restored(Member member) {
        return member.context()
                .metrics()
                .get("pentimento.evaluation.state.restored.records")
                .counter()
                .count();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
    }
}
