package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.Run;
import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.data.FashionMnistSubset;
import dev.pentimento.platform.settings.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void whatMakesNoSenseIsRefusedWithTheOptionsName() {
        assertThatThrownBy(() -> new DemoOptions(0, 0, "none", 0, 1)).hasMessageContaining("--images");
        assertThatThrownBy(() -> new DemoOptions(10, -1, "none", 0, 1)).hasMessageContaining("--rate");
        assertThatThrownBy(() -> new DemoOptions(10, 0, "mixed", 10, 1)).hasMessageContaining("--drift-after");
        assertThatThrownBy(() -> new DemoOptions(10, 0, "fog", 5, 1))
                .hasMessage("--drift must be one of none, blur, noise, contrast, rotation, mixed: fog");
    }

    @Test
    void everyKindOfDriftIsAllowedAndNoneIsNothing() {
        assertThat(new DemoOptions(10, 0, "none", 5, 1).corruption()).isEmpty();
        for (Corruption kind : Corruption.values()) {
            assertThat(new DemoOptions(10, 0, kind.toString(), 5, 1).corruption())
                    .contains(kind);
        }
    }

    @Test
    void anUnknownDriftIsRefusedBeforeAnythingStarts() {
        Run run = Run.of("demo", "--drift", "fog");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--drift must be one of none, blur").contains("fog");
    }

    @Test
    void theUsersSettingsWinOverTheStorys() {
        Settings settings = DemoSettings.over(Settings.of(Map.of("trainer.promotion", "manual")));

        assertThat(settings.asMap())
                .containsEntry("trainer.promotion", "manual")
                .containsEntry("evaluation.window", "PT5S");
    }

    @Test
    void theSceneIsTheSameForTheSameSeedAndDriftsFromItsImageOn() {
        FashionMnistSubset images = FashionMnistSubset.load();
        var noise = Optional.of(Corruption.NOISE);
        Scene clean = new Scene(images.stream(), Optional.empty(), 3, 7);
        Scene drifting = new Scene(images.stream(), noise, 3, 7);

        assertThat(drifting.shot(2).png()).isEqualTo(clean.shot(2).png());
        assertThat(drifting.shot(3).png()).isNotEqualTo(clean.shot(3).png());
        assertThat(drifting.shot(3).label()).isEqualTo(clean.shot(3).label());
        assertThat(Arrays.equals(
                        drifting.shot(3).png(),
                        new Scene(images.stream(), noise, 3, 7).shot(3).png()))
                .isTrue();
        assertThat(Shot.numberOf(clean.shot(5).id())).isEqualTo(5);
    }
}
