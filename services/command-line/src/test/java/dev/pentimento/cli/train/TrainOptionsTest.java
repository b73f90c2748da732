package dev.pentimento.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.CommandRun;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.inference.EncoderInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainOptionsTest {
    @Test
    void anInputIsChannelsHeightAndWidth() {
        assertThat(InputOption.parse("3x224X200")).isEqualTo(new EncoderInput(3, 224, 200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3x224", "3x224x224x1", "3xax224", "2x64x64", "1x0x64", "1x-64x64"})
    void anythingElseIsAWrongUse(String input) {
        assertThatThrownBy(() -> InputOption.parse(input))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--input must have the form 1x64x64 or 3x64x64: " + input);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dataset covid-cxr | --dataset covid-cxr needs --data PATH",
                "--dataset somewhere --data x | --data can be used only with --dataset fashion-mnist, covid-cxr or medmnist",
                "--dataset synthetic --experiment recipe --input 1x8x8 | cannot be combined with --data or --input",
                "--dataset synthetic --experiment recipe --seeds 0 | --seeds must be positive: 0"
            })
    void optionsThatDoNotGoTogetherAreAWrongUse(String arguments, String reason) {
        CommandRun run = CommandRun.of(("train --dry-run " + arguments).split(" "));

        assertThat(run.err()).contains(reason);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
