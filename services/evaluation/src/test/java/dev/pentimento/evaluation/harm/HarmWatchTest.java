package dev.pentimento.evaluation.harm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.harm.HarmWatch.OpenDrift;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.HarmBasis;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HarmWatchTest {
    private static final HarmSettings SETTINGS = new HarmSettings(0.05, 1_000);
    private static final Estimate GOOD = new Estimate(0.9, 0.87, 0.93);
    private static final Estimate BAD = new Estimate(0.7, 0.65, 0.75);
    private static final OpenDrift DRIFT = new OpenDrift(1, 10_000);

    /** Held out 0.9, so that the limit is 0.85; windows of a second. */
    private HarmWatch watch = HarmWatch.of(SETTINGS, 1_000, 0.9);

    private long second;

    private boolean window(@Nullable OpenDrift drift, @Nullable Estimate estimate) {
        second++;
        return watch.images("v1", "e1", second * 1_000, second * 1_000 + 7, drift, (encoder, from, last) -> estimate);
    }

    private HarmFinding finding() {
        return HarmEvents.of(watch, "r").getFinding();
    }

    @Test
    void withoutDriftTheEstimateIsNotAsked() {
        for (int i = 0; i < 10; i++) {
            assertThat(window(null, BAD)).isFalse();
        }
        assertThat(finding()).isEqualTo(HarmFinding.UNKNOWN);
        assertThat(HarmEvents.of(watch, "r").getLower()).isNull();
    }

    @Test
    void theEstimateRaisesUnderDriftAndTheAlarmEndsAfterIt() {
        window(null, GOOD);
        assertThat(window(DRIFT, BAD)).isFalse();
        assertThat(window(DRIFT, BAD)).isTrue();
        var alarm = HarmEvents.of(watch, "r").getAlarm();
        assertThat(alarm.getId()).isEqualTo("r-1");
        assertThat(alarm.getBasis()).isEqualTo(HarmBasis.ESTIMATE);
        assertThat(alarm.getRaisedAt().toEpochMilli()).isEqualTo(3_007);
        assertThat(finding()).isEqualTo(HarmFinding.HARMFUL);
        assertThat(window(null, GOOD)).isFalse();
        assertThat(window(null, GOOD)).isTrue();
        assertThat(HarmEvents.of(watch, "r").getAlarm().getState()).isEqualTo(AlarmState.RESOLVED);
        assertThat(finding()).isEqualTo(HarmFinding.UNKNOWN);
    }

    @Test
    void driftWithoutLossIsToldHarmless() {
        window(null, GOOD);
        window(DRIFT, GOOD);
        assertThat(finding()).isEqualTo(HarmFinding.UNKNOWN);
        window(DRIFT, GOOD);
        assertThat(finding()).isEqualTo(HarmFinding.HARMLESS);
        window(new OpenDrift(2, 20_000), GOOD);
        assertThat(finding()).as("another drift").isEqualTo(HarmFinding.UNKNOWN);
    }

    @Test
    void lateLabelsOfAnAlarmThatHasEndedRaiseNoSecondOne() {
        second = 4;
        window(null, null);
        assertThat(watch.labels(5_000, 60, 20)).isTrue();
        second = 9;
        window(null, null);
        assertThat(watch.labels(4_000, 500, 500)).as("from before the alarm").isFalse();
        assertThat(watch.labels(10_000, 500, 500)).isTrue();
        assertThat(watch.labels(5_000, 500, 100)).isFalse();
        assertThat(watch.open()).isFalse();
    }

    @Test
    void whatIsStoredContinuesAlike() {
        window(null, GOOD);
        watch.labels(1_000, 9, 7);
        window(DRIFT, BAD);
        Packer packer = new Packer();
        watch.state().write(packer);
        Unpacker unpacker = new Unpacker(packer.toBytes());
        HarmWatch restored = HarmWatch.restore(SETTINGS, 1_000, StoredHarm.read(unpacker));
        assertThat(unpacker.finished()).isTrue();
        window(DRIFT, BAD);
        HarmWatch whole = watch;
        watch = restored;
        second--;
        window(DRIFT, BAD);
        assertThat(HarmEvents.of(restored, "r")).isEqualTo(HarmEvents.of(whole, "r"));
        assertThat(restored.versions()).containsExactly("v1");
    }

    @Test
    void anAccuracyThatCannotFallByTheMarginIsNotWatched() {
        assertThat(HarmWatch.of(SETTINGS, 1_000, 0.04)).isNull();
    }
}
