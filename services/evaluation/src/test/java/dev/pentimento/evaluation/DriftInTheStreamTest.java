package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.ComponentDrift;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftInTheStreamTest {
    private static final int BATCH = 40;

    @TempDir
    Path state;

    private final Reference reference = TestReference.make();
    private Random random = new Random(3);
    private int sent;
    /** Sources that another one took the place of. */
    private Map<String, String> others = Map.of();

    private LoadedVersion version(String id) {
        return LoadedVersion.of(id, ENCODER, CLASSES, new FakeJudge(3, true), reference);
    }

    private TestStream open() {
        return open(1_000_000);
    }

    private TestStream open(int driftRate) {
        TestStream stream = new TestStream(
                state,
                Map.of(
                        "evaluation.run.length",
                        "5000",
                        "evaluation.slices",
                        "3",
                        "evaluation.drift.rate",
                        Integer.toString(driftRate)));
        stream.versions.swap(version("v1"), List.of());
        return stream;
    }

    private void send(TestStream stream, int batches, double shift) {
        for (int i = 0; i < batches; i++) {
            List<EmbeddedImage> images = new ArrayList<>();
            for (int j = 0; j < BATCH; j++) {
                String source = sent % 2 == 0 ? "left" : "right";
                images.add(stream.image(
                        "i" + sent, others.getOrDefault(source, source), BEGIN.plusMillis(sent * 10L), null));
                sent++;
            }
            stream.embed(images, Map.of(ENCODER, TestReference.embeddings(random, BATCH, shift)));
        }
    }

    @Test
    void anAlarmIsRaisedAtOnceAndSaysWhenTheChangeBeganAndOnWhichImages() {
        try (TestStream stream = open()) {
            send(stream, 50, 0);
            stream.pass(Duration.ofSeconds(1));
            assertThat(stream.drift()).isNotEmpty().allMatch(window -> window.getAlarm() == null);
            int before = stream.drift().size();
            send(stream, 5, 2);
            List<DriftWindow> told =
                    stream.drift().subList(before, stream.drift().size());
            assertThat(told).isNotEmpty(); // though no time has passed
            DriftWindow first = told.get(0);
            DriftAlarm alarm = first.getAlarm();
            assertThat(first.getEvidence()).isGreaterThanOrEqualTo(first.getRunLength());
            assertThat(alarm.getState()).isEqualTo(AlarmState.RAISED);
            assertThat(alarm.getRaisedAtImage()).isBetween(2001L, 2200L);
            assertThat(alarm.getStartedAtImage()).isBetween(1900L, 2100L);
            assertThat(alarm.getStartedAt()).isBetween(BEGIN.plusSeconds(19), BEGIN.plusSeconds(21));
            assertThat(alarm.getScores()).isNotEmpty();
            assertThat(alarm.getExampleImageIds())
                    .isNotEmpty()
                    .allMatch(id -> Integer.parseInt(id.substring(1)) >= 1900);
        }
    }

    /** @param batches of the change before a restart; 0: none */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12})
    void anAlarmNamesTheSourceThatCameWithTheChangeAndTheOneThatItReplaced(int batches) {
        TestStream stream = open();
        send(stream, 50, 0);
        others = Map.of("right", "scanner");
        send(stream, batches, 2);
        if (batches > 0) {
            stream = stream.restarted();
            stream.versions.swap(version("v1"), List.of());
        }
        send(stream, 20 - batches, 2);
        stream.pass(Duration.ofSeconds(1));
        assertThat(latest(stream, "all").getAlarm().getSources()).containsExactlyInAnyOrder("right", "scanner");
        stream.close();
    }

    @Test
    void anAlarmNamesNoSourceWhereAllComeAsBefore() {
        try (TestStream stream = open()) {
            send(stream, 50, 0);
            send(stream, 20, 2);
            stream.pass(Duration.ofSeconds(1));
            assertThat(latest(stream, "all").getAlarm().getSources()).isEmpty();
            assertThat(latest(stream, "source=left").getAlarm().getSources()).isEmpty();
        }
    }

    @Test
    void theAlarmIsResolvedWhenTheStreamReturns() {
        try (TestStream stream = open()) {
            send(stream, 50, 0);
            send(stream, 30, 2);
            send(stream, 60, 0);
            stream.pass(Duration.ofSeconds(1));
            DriftAlarm alarm = latest(stream, "all").getAlarm();
            assertThat(alarm.getState()).isEqualTo(AlarmState.RESOLVED);
            assertThat(alarm.getResolvedAt()).isAfter(alarm.getRaisedAt());
            assertThat(alarm.getId()).isEqualTo("0123456789ab-all-1");
        }
    }

    /** @param restart whether the stream restarts after the alarm is resolved */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResolvedAlarmStartsTheEvidenceAgainAndTheRecordNamesIt(boolean restart) {
        TestStream stream = open();
        send(stream, 50, 0);
        send(stream, 30, 2);
        labelEverySecond(stream, 0);
        stream.pass(Duration.ofSeconds(1));
        Comparison before = total(stream).getComparisons().get(0);
        assertThat(before.getEpoch()).isZero();
        assertThat(before.getLabelled()).isEqualTo(1600);

        int returned = sent;
        send(stream, 60, 0);
        stream.pass(Duration.ofSeconds(1));
        if (restart) {
            stream = stream.restarted();
            stream.versions.swap(version("v1"), List.of());
        }
        send(stream, 200, 0);
        labelEverySecond(stream, returned);
        stream.pass(Duration.ofSeconds(1));

        QualityWindow total = total(stream);
        Comparison now = total.getComparisons().get(0);
        assertThat(now.getEpoch()).isEqualTo(1);
        assertThat(now.getEpochAlarm()).isEqualTo("0123456789ab-all-1");
        assertThat(now.getEpochStart()).isAfter(BEGIN.plusMillis(returned * 10L));
        assertThat(now.getLabelled()).isPositive().isLessThan(total.getLabelled());
        new QualityMatchesRecount(stream.predictions(), given).holdsFor(total, prediction -> true);
        stream.close();
    }

    private final List<QualityMatchesRecount.Given> given = new ArrayList<>();

    private void labelEverySecond(TestStream stream, int from) {
        for (int i = from; i < sent; i += 2) {
            stream.label("i" + i, CLASSES.get(i % 3), BEGIN.plusMillis(sent * 10L));
            given.add(new QualityMatchesRecount.Given("i" + i, CLASSES.get(i % 3)));
        }
    }

    private static QualityWindow total(TestStream stream) {
        return stream.quality().values().stream()
                .filter(window -> window.getSlice().equals("all") && window.getWindowStart() == null)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void anotherDriftDuringAnAlarmIsAnAlarmOfItsOwn() {
        try (TestStream stream = open()) {
            send(stream, 50, 0);
            send(stream, 50, 1);
            int changed = sent;
            send(stream, 30, 3);
            stream.pass(Duration.ofSeconds(1));
            DriftAlarm second = latest(stream, "all").getAlarm();
            assertThat(second.getId()).isEqualTo("0123456789ab-all-2");
            assertThat(second.getReplaces()).isEqualTo("0123456789ab-all-1");
            assertThat(second.getState()).isEqualTo(AlarmState.RAISED);
            assertThat(second.getStartedAt())
                    .isBetween(BEGIN.plusMillis((changed - 100) * 10L), BEGIN.plusMillis((changed + 200) * 10L));
            assertThat(second.getExampleImageIds()).allMatch(id -> Integer.parseInt(id.substring(1)) >= changed - 100);
        }
    }

    @Test
    void anAlarmSaysThatTheStreamHasDriftedFromItsFirstImage() {
        try (TestStream stream = open()) {
            send(stream, 50, 2);
            DriftAlarm alarm = latest(stream, "all").getAlarm();
            assertThat(alarm.getSinceFirstImage()).isTrue();
            assertThat(alarm.getStartedAtImage()).isZero();
            assertThat(alarm.getOnsetEarliestImage()).isZero();
            assertThat(alarm.getStartedAt()).isBetween(BEGIN, BEGIN.plusMillis(400));
        }
    }

    @Test
    void accuracyIsEstimatedWithoutLabelsAndWarnsWhileAnAlarmStands() {
        try (TestStream stream = open()) {
            send(stream, 20, 0);
            stream.pass(Duration.ofSeconds(1));
            AccuracyEstimate clean = latest(stream, "all").getEstimate();
            assertThat(clean.getImages()).isEqualTo(800);
            assertThat(clean.getAccuracy()).isBetween(clean.getLower(), clean.getUpper());
            assertThat(clean.getAccuracy()).isBetween(.4, .9);
            assertThat(clean.getValidationAccuracy()).isBetween(.6, .7);
            assertThat(clean.getExtrapolated()).isEqualTo(clean.getWarning() != null);

            send(stream, 10, 2);
            stream.pass(Duration.ofSeconds(1));
            DriftWindow drifted = latest(stream, "all");
            assertThat(drifted.getAlarm().getSize()).isGreaterThan(.3);
            assertThat(drifted.getMovedComponents()).isNotEmpty();
            assertThat(drifted.getEstimate().getExtrapolated()).isTrue();
            assertThat(drifted.getEstimate().getWarning()).contains("alarm");
        }
    }

    @Test
    void aWindowTellsOfEachComponentAndHowOftenEachClassIsNamed() {
        try (TestStream stream = open()) {
            send(stream, 10, 0);
            send(stream, 10, 2);
            stream.pass(Duration.ofSeconds(1));
            DriftWindow window = latest(stream, "all");
            List<String> moved = window.getComponents().stream()
                    .filter(ComponentDrift::getMoved)
                    .sorted(Comparator.comparingDouble(ComponentDrift::getPopulationStability)
                            .reversed())
                    .map(ComponentDrift::getName)
                    .toList();
            assertThat(window.getComponents())
                    .extracting(ComponentDrift::getName)
                    .containsExactly("component 1", "component 2", "component 3");
            assertThat(window.getMovedComponents()).isNotEmpty().isEqualTo(moved);

            Map<String, Long> named = stream.predictions().stream()
                    .collect(Collectors.groupingBy(
                            prediction -> prediction.getOriginal().getLabel(), Collectors.counting()));
            assertThat(window.getClassShares()).extracting(ClassShare::getName).isEqualTo(CLASSES);
            assertThat(window.getClassShares())
                    .allSatisfy(share -> assertThat(share.getWindow()).isEqualTo(named.get(share.getName()) / 800.0));
            // In the reference each of three components alike is the largest a third of the time.
            assertThat(window.getClassShares())
                    .allSatisfy(share -> assertThat(share.getReference()).isCloseTo(1 / 3.0, within(.06)));
            assertThat(window.getClassShares().get(0).getWindow()).isGreaterThan(.5);
        }
    }

    private static DriftWindow latest(TestStream stream, String slice) {
        return stream.drift().stream()
                .filter(window -> window.getSlice().equals(slice))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void windowsCountEveryImageOnceForAllAndForEachSource() {
        try (TestStream stream = open()) {
            send(stream, 10, 0);
            stream.pass(Duration.ofSeconds(1));
            assertThat(latest(stream, "all").getImages()).isEqualTo(400);
            assertThat(latest(stream, "source=left").getImages()).isEqualTo(200);
            assertThat(latest(stream, "source=left").getRunLength()).isEqualTo(15_000);
            assertThat(latest(stream, "all").getMeasures()).isNotEmpty();
            assertThat(latest(stream, "all").getImagesSinceReference()).isBetween(369L, 400L);
        }
    }

    @Test
    void ofAStreamFasterThanTheRateAShareIsCountedAndTold() {
        try (TestStream stream = open(100)) {
            for (int second = 0; second < 10; second++) {
                send(stream, 10, 0);
                stream.tick(Duration.ofSeconds(1));
            }
            stream.pass(Duration.ofSeconds(1));
            DriftWindow clean = latest(stream, "all");
            // fewer and fewer of the 10 batches of the first second, a quarter of the 90 others; each is half of either
            // source
            assertThat(clean.getImages()).isBetween(14L * BATCH, 44L * BATCH);
            assertThat(clean.getImages() % BATCH).isZero();
            assertThat(clean.getImages() / clean.getSampledShare()).isBetween(2_400., 5_600.);
            assertThat(clean.getEstimate().getImages()).isEqualTo(clean.getImages());
            DriftWindow left = latest(stream, "source=left");
            assertThat(left.getImages()).isEqualTo(clean.getImages() / 2);
            assertThat(left.getSampledShare()).isEqualTo(clean.getSampledShare());
            assertThat(clean.getAlarm()).isNull();
            assertThat(stream.predictions()).hasSize(4_000);

            send(stream, 40, 2);
            assertThat(latest(stream, "all").getAlarm().getStartedAtImage())
                    .as("as the detector counts them")
                    .isBetween(clean.getImages() - 100, clean.getImages() + 100);
        }
    }

    /** @param batches of the change before the restart; 30 of before it and 64 steps make 35 the one that is saved whole */
    @ParameterizedTest
    @ValueSource(ints = {7, 33, 34, 35, 36, 59})
    void aRestartInTheMiddleChangesNothing(int batches) {
        List<DriftWindow> without;
        try (TestStream stream = open()) {
            send(stream, 30, 0);
            send(stream, 60, 1);
            stream.pass(Duration.ofSeconds(1));
            without = List.of(latest(stream, "all"), latest(stream, "source=left"));
        }
        random = new Random(3);
        sent = 0;
        TestStream stream = open();
        send(stream, 30, 0);
        send(stream, batches, 1);
        stream = stream.restarted();
        stream.versions.swap(version("v1"), List.of());
        send(stream, 60 - batches, 1);
        stream.pass(Duration.ofSeconds(1));
        assertThat(without.get(0).getAlarm()).isNotNull();
        assertThat(List.of(latest(stream, "all"), latest(stream, "source=left")))
                .usingRecursiveComparison()
                .ignoringFields("revision")
                .isEqualTo(without);
        stream.close();
    }

    @Test
    void theDetectorGoesOnWhenANewChampionSharesTheReference() {
        try (TestStream stream = open()) {
            send(stream, 10, 0);
            stream.versions.swap(version("v2"), List.of());
            send(stream, 10, 0);
            stream.pass(Duration.ofSeconds(1));
            assertThat(latest(stream, "all").getImagesSinceReference()).isGreaterThan(700);
            assertThat(latest(stream, "all").getModelVersion()).isEqualTo("v2");
        }
    }

    @Test
    void aWindowTellsHowFarTheCorrectionMovesItAndThatDriftMakesItMore() {
        try (TestStream stream = open()) {
            send(stream, 20, 0);
            stream.pass(Duration.ofSeconds(1));
            DriftMeasure clean = displacement(latest(stream, "all"));
            // Two independent normal components change places: each moves by a normal number of variance 2.
            double mean = Math.sqrt(2.0 / 3) * 2 / Math.sqrt(Math.PI);
            assertThat(clean.getValue()).isCloseTo(mean, within(.1));
            assertThat(clean.getThreshold()).isBetween(mean, mean + .2);
            assertThat(displacement(latest(stream, "source=left")).getValue()).isCloseTo(mean, within(.1));

            send(stream, 20, 3);
            stream.pass(Duration.ofSeconds(1));
            assertThat(displacement(latest(stream, "all")).getExceeded()).isTrue();
        }
    }

    @Test
    void displacementsOfTwoCorrectionsAreNotMixed() {
        try (TestStream stream = open()) {
            send(stream, 10, 9);
            stream.versions.swap(version("v2"), List.of());
            send(stream, 10, 0);
            stream.pass(Duration.ofSeconds(1));
            assertThat(displacement(latest(stream, "all")).getValue()).isLessThan(2);
            assertThat(latest(stream, "all").getImages()).isEqualTo(800);

            stream.versions.swap(
                    LoadedVersion.of("v3", ENCODER, CLASSES, new FakeJudge(3, false), reference), List.of());
            send(stream, 1, 0);
            stream.pass(Duration.ofSeconds(1));
            assertThat(latest(stream, "all").getMeasures())
                    .extracting(DriftMeasure::getName)
                    .isNotEmpty()
                    .doesNotContain("correction_displacement");
        }
    }

    private static DriftMeasure displacement(DriftWindow window) {
        return window.getMeasures().stream()
                .filter(measure -> measure.getName().equals("correction_displacement"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void predictionsHavePlacesOnTheReferencesMap() {
        try (TestStream stream = open()) {
            send(stream, 1, 0);
            assertThat(stream.predictions().get(0).getMapOriginal()).hasSize(2);
            assertThat(stream.predictions().get(0).getDisplacement()).isPositive();
        }
    }
}
