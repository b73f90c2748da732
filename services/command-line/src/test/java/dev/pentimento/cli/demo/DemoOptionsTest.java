package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.CommandRun;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
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
        CommandRun run = CommandRun.of("demo", "--drift", "fog");

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
        DriftingImages clean = new DriftingImages(images.stream(), Optional.empty(), 3, 7);
        DriftingImages drifting = new DriftingImages(images.stream(), noise, 3, 7);

        assertThat(drifting.image(2).png()).isEqualTo(clean.image(2).png());
        assertThat(drifting.image(3).png()).isNotEqualTo(clean.image(3).png());
        assertThat(drifting.image(3).label()).isEqualTo(clean.image(3).label());
        assertThat(Arrays.equals(
                        drifting.image(3).png(),
                        new DriftingImages(images.stream(), noise, 3, 7)
                                .image(3)
                                .png()))
                .isTrue();
        assertThat(CameraImage.numberOf(clean.image(5).id())).isEqualTo(5);
    }
}
