package dev.pentimento.dashboard.lights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovedLightTest {
    private final DriftWindow window = new Collapse().drift(95, true);

    @Test
    void whatMovedIsToldAsAPersonWouldSayIt() {
        Moved light = MovedLight.of(List.of(window.getAlarm()), Optional.of(window));

        assertThat(light.answer()).isEqualTo("Yes");
        assertThat(light.sentence())
                .isEqualTo("Most images look unlike the training images. The class shirt is named more often (61 %, was"
                        + " 20 %), trouser is named less often (3 %, was 20 %).")
                .doesNotContain("component");
    }

    @Test
    void theSourceIsNamed() {
        DriftAlarm alarm = DriftAlarm.newBuilder(window.getAlarm())
                .setSources(List.of("scanner-b"))
                .setSize(0.1)
                .build();

        assertThat(MovedLight.of(List.of(alarm), Optional.empty()).sentence())
                .isEqualTo("Some images look unlike the training images. The change comes with source scanner-b.");
    }

    @Test
    void nothingIsSaidBeforeAWindowWasCompared() {
        assertThat(MovedLight.of(List.of(), Optional.empty()).state()).isEqualTo(State.UNKNOWN);
        assertThat(MovedLight.of(List.of(), Optional.of(window)).state()).isEqualTo(State.GOOD);
    }
}
