package dev.pentimento.dashboard.lights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmAlarm;
import dev.pentimento.events.HarmBasis;
import dev.pentimento.events.HarmFinding;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovedLightTest {
    private final DriftWindow window = new Collapse().drift(95, true);

    private AlarmEntry of(Slice slice, DriftAlarm alarm) {
        return new AlarmEntry(
                alarm,
                window.getEncoderId(),
                window.getReferenceId(),
                window.getModelVersion(),
                slice,
                List.of(),
                null);
    }

    @Test
    void whatMovedIsToldAsAPersonWouldSayIt() {
        Moved light = MovedLight.of(List.of(of(Slice.ALL, window.getAlarm())), Optional.of(window));

        assertThat(light.answer()).isEqualTo("Yes");
        assertThat(light.sentence())
                .isEqualTo("Most images look unlike the training images. The class shirt is named more often (61 %, was"
                        + " 20 %), trouser is named less often (3 %, was 20 %).")
                .doesNotContain("component");
        assertThat(light.source()).isNull();
    }

    @Test
    void theSourceIsNamed() {
        DriftAlarm alarm = DriftAlarm.newBuilder(window.getAlarm())
                .setSources(List.of("scanner-b"))
                .setSize(0.1)
                .build();

        assertThat(MovedLight.of(List.of(of(Slice.ALL, alarm)), Optional.empty())
                        .sentence())
                .isEqualTo("Some images look unlike the training images. The change comes with source scanner-b.");
    }

    @Test
    void anAlarmOfOneSourceIsNotToldOfAllImages() {
        AlarmEntry first = of(Slice.ofSource("ward 1"), window.getAlarm());
        AlarmEntry second = of(Slice.ofSource("ward 2"), window.getAlarm());

        Moved light = MovedLight.of(List.of(first), Optional.of(window));

        assertThat(light.sentence()).isEqualTo("Of the images of source ward 1, most look unlike the training images.");
        assertThat(light.source()).isEqualTo("ward 1");
        assertThat(MovedLight.of(List.of(first, second), Optional.of(window)).sentence())
                .endsWith("There are also alarms of source ward 2.");
    }

    @Test
    void nothingIsSaidBeforeAWindowWasCompared() {
        assertThat(MovedLight.of(List.of(), Optional.empty()).state()).isEqualTo(State.UNKNOWN);
        assertThat(MovedLight.of(List.of(), Optional.of(window)).state()).isEqualTo(State.GOOD);
    }

    @Test
    void nothingIsSaidWhileTheDetectorComparesNothing() {
        Moved light = MovedLight.of(
                List.of(),
                Optional.of(DriftWindow.newBuilder(window)
                        .setImagesSinceReference(639)
                        .build()));

        assertThat(light.state()).isEqualTo(State.UNKNOWN);
        assertThat(light.sentence()).isEqualTo("Only 639 images have been seen. The first 640 cannot raise an alarm.");
    }

    @Test
    void unfamiliarImagesAreDoubtful() {
        Moved light = MovedLight.of(
                List.of(),
                Optional.of(
                        DriftWindow.newBuilder(window).setUnfamiliarShare(0.97).build()));

        assertThat(light.state()).isEqualTo(State.DOUBTFUL);
        assertThat(light.sentence())
                .isEqualTo("Most images are unlike any held-out image (97 % in the latest window).");
        assertThat(light.next()).contains("Label some");
    }

    private DriftWindow with(HarmFinding finding) {
        HarmAlarm alarm = HarmAlarm.newBuilder()
                .setId("r-harm-1")
                .setState(AlarmState.RAISED)
                .setBasis(HarmBasis.LABELS)
                .setRaisedAt(Instant.EPOCH)
                .build();
        Harm harm = Harm.newBuilder()
                .setLimit(0.836)
                .setFinding(finding)
                .setLower(finding == HarmFinding.UNKNOWN ? null : 0.74)
                .setUpper(finding == HarmFinding.UNKNOWN ? null : 0.81)
                .setLabelled(90)
                .setEvidence(5_200)
                .setRunLength(5_000)
                .setAlarm(finding == HarmFinding.HARMFUL ? alarm : null)
                .build();
        return DriftWindow.newBuilder(window).setHarm(harm).build();
    }

    @Test
    void whetherTheChangeDoesHarmIsToldApart() {
        List<AlarmEntry> open = List.of(of(Slice.ALL, window.getAlarm()));

        Moved harmful = MovedLight.of(open, Optional.of(with(HarmFinding.HARMFUL)));
        assertThat(harmful.answer()).isEqualTo("Yes, and it does harm");
        assertThat(harmful.state()).isEqualTo(State.BAD);
        assertThat(harmful.sentence())
                .endsWith(
                        " The accuracy of the original answers has fallen below 83.6 %, as the labels show: it is 74 to"
                                + " 81 %.");

        Moved harmless = MovedLight.of(open, Optional.of(with(HarmFinding.HARMLESS)));
        assertThat(harmless.answer()).isEqualTo("Yes, harmless");
        assertThat(harmless.state()).isEqualTo(State.DOUBTFUL);
        assertThat(harmless.sentence())
                .endsWith(" It does no harm: since then, 74 to 81 % of the original answers are right, and harm begins"
                        + " below 83.6 %.");

        Moved unknown = MovedLight.of(open, Optional.of(with(HarmFinding.UNKNOWN)));
        assertThat(unknown.answer()).isEqualTo("Yes");
        assertThat(unknown.sentence()).endsWith(" Whether it does harm is not known yet.");
    }

    @Test
    void harmWithoutDriftIsToldToo() {
        Moved light = MovedLight.of(List.of(), Optional.of(with(HarmFinding.HARMFUL)));
        assertThat(light.answer()).isEqualTo("No, but there is harm");
        assertThat(light.state()).isEqualTo(State.BAD);
        assertThat(light.sentence()).endsWith("The classes may mean something else than before.");
        assertThat(MovedLight.of(List.of(), Optional.of(with(HarmFinding.UNKNOWN)))
                        .answer())
                .isEqualTo("No");
    }
}
