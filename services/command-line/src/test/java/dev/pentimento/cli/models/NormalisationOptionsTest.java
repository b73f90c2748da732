package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.EncoderInput;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NormalisationOptionsTest {
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

    @Command
    private static final class Options {
        @Mixin
        private final NormalisationOptions normalisation = new NormalisationOptions();
    }

    private static ImageShape shape(int channels, String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.normalisation.of(new EncoderInput(channels, 32, 32));
    }
}
