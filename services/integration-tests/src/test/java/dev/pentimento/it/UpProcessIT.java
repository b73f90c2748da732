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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code pentimento up} as a process that ends, politely or not, with work in hand. */
class UpProcessIT {
    private static final int IMAGES = 1_000;
    private static final int LABELLED = 200;

    private final List<Example> examples = SmallVersion.unseen(0, IMAGES);

    @TempDir
    Path data;

    @Test
    void aKilledSystemGoesOnAndCountsNothingTwice() {
        try (CommandProcess up = up()) {
            playUntilPredictionsCome(up);
            up.process().destroyForcibly().onExit().join();
        }
        goesOn();
    }

    /** Stopping is promised within ten seconds on an idle machine; here it must only end, of its own accord. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSystemThatIsToldToStopStopsSoonAndGoesOn(TestReporter reporter) {
        try (CommandProcess up = up()) {
            playUntilPredictionsCome(up);
            long begin = System.nanoTime();
            up.process().destroy();
            up.result();
            reporter.publishEntry(
                    "time to stop", Duration.ofNanos(System.nanoTime() - begin).toString());
            // On a busy machine the broker logs batches as errors that producers then send again.
            assertThat(up.err()).contains("stopping").doesNotContainPattern("ERROR (?!k\\.server\\.ReplicaManager)");
        }
        goesOn();
    }

    private CommandProcess up() {
        return CommandProcess.start(
                Map.of(
                        "PENTIMENTO_EVALUATION_WINDOW",
                        RunningSystem.WINDOW.toString(),
                        "PENTIMENTO_TRAINER_RETRAIN_ON_DRIFT",
                        "false"),
                "up",
                "--data-dir",
                data.toString(),
                "--kafka-port",
                "0",
                "--registry-port",
                "0",
                "--http-port",
                "0");
    }

    private void playUntilPredictionsCome(CommandProcess up) {
        try (ServiceContext context = connect(up);
                WorldOutside world = new WorldOutside(context);
                CommittedLog log = new CommittedLog(context)) {
            SmallVersion.publish(context);
            for (Example example : examples) {
                world.send(image(example.id(), example.content()));
            }
            for (Example example : examples.subList(0, LABELLED)) {
                world.label(example.id(), example.label());
            }
            world.flush();
            await(up, "predictions")
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            !log.events(Topic.PREDICTIONS, Prediction.class).isEmpty());
        }
    }

    private void goesOn() {
        try (RunningSystem system = RunningSystem.at(data).ready()) {
            CommittedLog log = system.log();
            List<String> classes = SmallVersion.trained().version().getClasses();
            assertThat(log.records(Topic.IMAGES)).hasSize(IMAGES);
            system.await("every image once").untilAsserted(new EveryImageJudgedOnce(log)::holds);
            system.await("every outcome").untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
            system.await("quality to match a recount")
                    .untilAsserted(new QualityMatchesRecount(log, classes, RunningSystem.WINDOW)::holds);
            system.await("the readers' commits").untilAsserted(new NothingWaitsForever(system.context(), log)::holds);
        }
    }

    private static ServiceContext connect(CommandProcess up) {
        await(up, "the addresses").until(() -> up.out().contains("Ctrl-C"));
        return ServiceContext.of(
                PlatformSettings.from(Settings.of(Map.of(
                        "kafka.bootstrap.servers", told(up, "Kafka"),
                        "schema.registry.url", told(up, "schema registry")))),
                new SimpleMeterRegistry(),
                new Health());
    }

    private static String told(CommandProcess up, String what) {
        Matcher matcher = Pattern.compile("(?m)^" + what + "\\s+(\\S+)").matcher(up.out());
        assertThat(matcher.find()).as("%s in %s", what, up.out()).isTrue();
        return matcher.group(1);
    }

    private static ConditionFactory await(CommandProcess up, String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .failFast(
                        "the process ended: it said " + up.err(),
                        () -> !up.process().isAlive());
    }
}
