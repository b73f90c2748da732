package dev.pentimento.dashboard.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Resolution;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.history.TimeLine;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Verdict;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and days against the counts of every image, in any order and with any number of revisions. */
class QualitySumsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T22:00:00Z");
    private static final List<String> CLASSES = List.of("a", "b", "c", "d");
    private static final Span ALL = new Span(BEGIN.minus(Duration.ofDays(900)), BEGIN.plus(Duration.ofDays(900)));

    private final Random random = new Random(18);

    private record Judged(QualityCounts counts, long helped, long hurt) {}

    private Judged judge(int images) {
        QualityCounts counts = new QualityCounts(CLASSES.size());
        for (int image = 0; image < images; image++) {
            float[] probabilities = new float[CLASSES.size()];
            int named = random.nextInt(CLASSES.size());
            java.util.Arrays.fill(probabilities, 0.1f);
            probabilities[named] = 0.4f + random.nextFloat() / 2;
            counts.add(random.nextInt(CLASSES.size()), named, probabilities);
        }
        return new Judged(counts, images / 3, images / 5);
    }

    private static QualityWindow window(int minute, int revision, Judged judged) {
        QualityFigures figures = judged.counts.figures();
        return QualityWindow.newBuilder()
                .setModelVersion("v1")
                .setSlice(Slice.ALL.text())
                .setWindowStart(BEGIN.plus(Duration.ofMinutes(minute)))
                .setWindowEnd(BEGIN.plus(Duration.ofMinutes(minute + 1L)))
                .setRevision(revision)
                .setImages(100)
                .setLabelled(figures.labelled())
                .setClasses(CLASSES)
                .setArms(List.of(ArmQuality.newBuilder()
                        .setArm(Arm.ORIGINAL.text())
                        .setModelVersion("v1")
                        .setLabelled(figures.labelled())
                        .setConfusion(figures.confusion())
                        .setAccuracy(figures.accuracy())
                        .setBalancedAccuracy(figures.balancedAccuracy())
                        .setMacroF1(figures.macroF1())
                        .setWeightedF1(figures.weightedF1())
                        .setPrecision(figures.precision())
                        .setRecall(figures.recall())
                        .setLogLoss(figures.logLoss())
                        .setBrierScore(figures.brierScore())
                        .setCalibrationError(figures.calibrationError())
                        .setCalibration(judged.counts.calibration().stream()
                                .map(bin -> new CalibrationBin(bin.images(), bin.right(), bin.confidence()))
                                .toList())
                        .build()))
                .setComparisons(List.of(Comparison.newBuilder()
                        .setBaseline(Arm.ORIGINAL.text())
                        .setBaselineVersion("v1")
                        .setChallenger(Arm.CORRECTED.text())
                        .setChallengerVersion("v1")
                        .setLabelled(figures.labelled())
                        .setHelped(judged.helped)
                        .setHurt(judged.hurt)
                        .setFlips(judged.helped + judged.hurt)
                        .setCompared(100)
                        .setDifference(null)
                        .setLower(null)
                        .setUpper(null)
                        .setLevel(0.05)
                        .setMargin(0.005)
                        .setLogEvidenceHelps(0)
                        .setLogEvidenceHurts(0)
                        .setVerdict(Verdict.UNDECIDED)
                        .setLabelsNeeded(null)
                        .build()))
                .build();
    }

    private static QualityEntry only(QualitySums sums, Resolution resolution, Instant at) {
        return sums.periods(Slice.ALL, new Covered(resolution, at, at.plusSeconds(1))).stream()
                .map(QualityPeriod::entry)
                .reduce((a, b) -> {
                    throw new AssertionError("more than one period at " + at);
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hoursAndDaysAreTheExactSumsOfTheLatestRevisions(long seed) {
        random.setSeed(seed);
        QualitySums sums = new QualitySums(new Limits(1, 1, 1, 1));
        QualityCounts[] expected = {new QualityCounts(4), new QualityCounts(4), new QualityCounts(4)};
        long helped = 0;
        List<QualityWindow> events = new ArrayList<>();
        for (int minute = 0; minute < 180; minute++) {
            for (int revision = 1; revision < 3; revision++) {
                events.add(window(minute, revision, judge(random.nextInt(30))));
            }
        }
        Collections.shuffle(events, random);
        events.forEach(sums::accept);
        for (int minute = 0; minute < 180; minute++) {
            Judged last = judge(minute % 7 == 0 ? 0 : random.nextInt(30));
            sums.accept(window(minute, 3, last));
            expected[minute / 60].merge(last.counts);
            helped += minute < 60 ? last.helped : 0;
        }

        for (int hour = 0; hour < 3; hour++) {
            QualityFigures figures = expected[hour].figures();
            var arm = only(sums, Resolution.HOURS, BEGIN.plus(Duration.ofHours(hour)))
                    .arm(Arm.ORIGINAL)
                    .orElseThrow();
            assertThat(arm.quality().getLabelled()).isEqualTo(figures.labelled());
            assertThat(arm.quality().getAccuracy()).isEqualTo(figures.accuracy());
            assertThat(arm.quality().getMacroF1()).isEqualTo(figures.macroF1());
            assertThat(arm.quality().getLogLoss()).isEqualTo(figures.logLoss());
            assertThat(arm.quality().getCalibrationError()).isEqualTo(figures.calibrationError());
        }
        Comparison pair = only(sums, Resolution.HOURS, BEGIN).comparisons().get(0);
        assertThat(pair.getHelped()).isEqualTo(helped);
        assertThat(pair.getLower())
                .isEqualTo(new VerdictRule(0.05, 0.005)
                        .judge(pair.getLabelled(), pair.getHelped(), pair.getHurt())
                        .lower());
        expected[0].merge(expected[1]);
        assertThat(only(sums, Resolution.DAYS, Instant.parse("2026-11-23T00:00:00Z"))
                        .arm(Arm.ORIGINAL)
                        .orElseThrow()
                        .quality()
                        .getBrierScore())
                .as("the first two hours are the end of a day")
                .isEqualTo(expected[0].figures().brierScore());
    }

    @Test
    void aRevisionOfAWindowThatIsTooOldChangesNothing() {
        QualitySums sums = new QualitySums(new Limits(1, 1, 1, 1, 10, Limits.HISTORY));
        for (int minute = 0; minute < 20; minute++) {
            assertThat(sums.accept(window(minute, 1, judge(10)))).isTrue();
        }

        assertThat(sums.accept(window(5, 2, judge(20)))).isFalse();
        assertThat(sums.accept(window(15, 2, judge(20)))).isTrue();

        assertThat(only(sums, Resolution.HOURS, BEGIN).window().getLabelled()).isEqualTo(210);
    }

    @Test
    void sourcesShareTheirWindowsWithOthersThatComeLater() {
        QualitySums sums = new QualitySums(new Limits(1, 1, 50, 1, 10, Limits.HISTORY));
        for (int minute = 0; minute < 10; minute++) {
            assertThat(sums.accept(ofSource("first", minute, 1))).isTrue();
        }
        assertThat(sums.accept(ofSource("first", 0, 2))).isTrue();
        for (int source = 0; source < 19; source++) {
            sums.accept(ofSource("other-" + source, 0, 1));
        }

        assertThat(sums.accept(ofSource("first", 7, 2))).isFalse();
        assertThat(sums.accept(ofSource("first", 8, 2))).isTrue();
    }

    private QualityWindow ofSource(String source, int minute, int revision) {
        return QualityWindow.newBuilder(window(minute, revision, judge(3)))
                .setSlice("source=" + source)
                .build();
    }

    @Test
    void hoursAreKeptForFiveWeeksAndDaysForAsLongAsTheSettingSays() {
        QualitySums sums = new QualitySums(new Limits(1, 1, 1, 1, 10, Duration.ofDays(100)));
        for (int day = 0; day < 150; day++) {
            sums.accept(window(24 * 60 * day, 1, judge(10)));
        }
        TimeLine<QualityEntry> windows = new TimeLine<>();

        assertThat(sums.places(Resolution.HOURS)).hasSize(36);
        assertThat(sums.places(Resolution.DAYS)).hasSize(101);
        windows.passOver(BEGIN.plus(Duration.ofDays(149)));
        assertThat(sums.covered(Slice.ALL, ALL, windows).resolution()).isEqualTo(Resolution.DAYS);
        Instant week = BEGIN.plus(Duration.ofDays(142));
        assertThat(sums.covered(Slice.ALL, new Span(week, ALL.to()), windows).resolution())
                .isEqualTo(Resolution.HOURS);
        assertThat(sums.covered(
                                Slice.ALL,
                                new Span(BEGIN.plus(Duration.ofDays(149)).plusSeconds(1), ALL.to()),
                                windows)
                        .resolution())
                .isEqualTo(Resolution.WINDOWS);
    }
}
