package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.models.folder.FolderInput;
import dev.pentimento.cli.models.folder.FolderInput.Sides;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.Interpolation;
import dev.pentimento.learning.image.PixelReading;
import dev.pentimento.learning.inference.EncoderInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PreprocessingOptionsTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void colourImagesAreNormalisedAsForImageNet() {
        assertThat(shape(3).mean()).containsExactly(0.485f, 0.456f, 0.406f);
        assertThat(shape(3).standardDeviation()).containsExactly(0.229f, 0.224f, 0.225f);
    }

    @Test
    void greyImagesStayAsTheyAre() {
        assertThat(shape(1).mean()).containsExactly(0);
        assertThat(shape(1).standardDeviation()).containsExactly(1);
    }

    @Test
    void oneValueHoldsForEveryChannel() {
        assertThat(shape(3, "--mean", "0.5", "--std", "0.25").mean()).containsExactly(0.5f, 0.5f, 0.5f);
    }

    @Test
    void aWrongNumberOfValuesIsAWrongUse() {
        assertThatThrownBy(() -> shape(3, "--mean", "0.5,0.4"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--mean");
    }

    @Test
    void whatAnOptionSaysWinsOverWhatAFolderSays() {
        FolderInput folder = new FolderInput(
                "m/preprocessor_config.json",
                3,
                32,
                32,
                new Sides(Resize.SHORTER_SIDE, 36, 36),
                Interpolation.BICUBIC,
                true,
                false,
                new float[] {0, 1},
                new float[] {0.5f},
                new float[] {0.25f},
                false,
                false);

        assertThat(shape(3, folder).reading().framing())
                .isEqualTo(new Framing(Resize.SHORTER_SIDE, 36, 36, Interpolation.BICUBIC, 0, true));
        ImageShape changed = shape(
                3,
                folder,
                "--resize",
                "exact:40x48",
                "--no-rounded",
                "--channels",
                "bgr",
                "--range",
                "-1:1",
                "--mean",
                "0");
        assertThat(changed.reading().framing())
                .isEqualTo(new Framing(Resize.EXACT, 40, 48, Interpolation.BICUBIC, 0, false));
        assertThat(changed.reading().bgr()).isTrue();
        assertThat(changed.reading().lowest()).isEqualTo(-1);
        assertThat(changed.mean()).containsExactly(0, 0, 0);
        assertThat(changed.standardDeviation()).containsExactly(0.25f, 0.25f, 0.25f);
        assertThat(lines)
                .contains(
                        "from m/preprocessor_config.json: interpolation bicubic, std 0.25",
                        "from the options: resize exact:40x48, rounded false, channels bgr, range -1,1, mean 0",
                        "from the defaults: fill 0");
    }

    @Test
    void imageNetsValuesAreForTheRangeFromZeroToOne() {
        assertThat(shape(3, "--range", "0:255").mean()).containsExactly(0, 0, 0);
        assertThat(shape(3, "--channels", "bgr").mean()).containsExactly(0.406f, 0.456f, 0.485f);
    }

    @Test
    void withoutOptionsImagesAreReadAsInFormerReleases() {
        assertThat(shape(3).reading()).isEqualTo(PixelReading.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({
        "--resize, half, --resize must be exact",
        "--resize, letterbox:9, --resize",
        "--resize, shorter-side:9x8, --resize",
        "--fill, 256, fill must be 0..255",
        "--range, 0-255, --range must be two numbers",
        "--range, 1:1, range of values",
    })
    void aWrongValueIsAWrongUse(String option, String value, String named) {
        assertThatThrownBy(() -> shape(3, option, value))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(named);
    }

    @Command
    private static final class Options {
        @Mixin
        private final PreprocessingOptions preprocessing = new PreprocessingOptions();
    }

    private ImageShape shape(int channels, String... arguments) {
        return shape(channels, FolderInput.NONE, arguments);
    }

    private ImageShape shape(int channels, FolderInput folder, String... arguments) {
        Options options = new Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        Sources sources = new Sources();
        ImageShape shape =
                options.preprocessing.of(new EncoderInput(channels, 32, 32), PixelReading.STANDARD, folder, sources);
        sources.tell(lines::add);
        return shape;
    }
}
