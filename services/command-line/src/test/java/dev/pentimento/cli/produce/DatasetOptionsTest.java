package dev.pentimento.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DatasetOptionsTest {
    @Test
    void theLimitTakesTheFirstImages() {
        assertThat(ids("--limit", "5")).isEqualTo(ids("--limit", "20").subList(0, 5));
    }

    @Test
    void theSameSeedShufflesTheSameWay() {
        List<String> shuffled = ids("--limit", "20", "--shuffle", "--seed", "7");

        assertThat(ids("--limit", "20", "--shuffle", "--seed", "7")).isEqualTo(shuffled);
        assertThat(ids("--limit", "20", "--shuffle", "--seed", "8")).isNotEqualTo(shuffled);
    }

    @Test
    void theSplitsOfADataSetHaveNoImageInCommon() {
        assertThat(ids("--split", "TRAIN")).isNotEmpty().doesNotContainAnyElementsOf(ids("--split", "TEST"));
    }

    @Test
    void aCorruptionChangesThePixelsAndKeepsTheLabel() {
        Example clean = examples("--limit", "1").get(0);
        Example blurred = examples("--limit", "1", "--corrupt", "blur:3").get(0);

        assertThat(blurred.content()).isNotEqualTo(clean.content());
        assertThat(blurred.label()).isEqualTo(clean.label());
    }

    @ParameterizedTest
    @CsvSource({
        "--limit, 0, --limit must be positive: 0",
        "--corrupt, fog, --corrupt: ",
        "--corrupt, blur:much, --corrupt: the strength must be a number from 1 to 3: blur:much"
    })
    void aWrongValueIsAWrongUse(String option, String value, String reason) {
        assertThatThrownBy(() -> examples(option, value))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void aSplitThatTheDataSetLacksIsRefused(@TempDir Path folder) throws IOException {
        for (String label : List.of("cat", "dog")) {
            Path directory = Files.createDirectories(folder.resolve(label));
            Files.write(
                    directory.resolve("a.png"),
                    FashionMnistSubset.load().stream().examples().get(0).content());
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> examplesOf(folder.toString(), "--split", "VALIDATION"))
                .withMessageContaining("has no split")
                .withMessageContaining("nor any other");
    }

    @Test
    void imagesAreDueAtTheirRate() {
        assertThat(plan(4).due(8)).isEqualTo(Duration.ofSeconds(2));
        assertThat(plan(0).due(8)).isEqualTo(Duration.ZERO);
    }

    private static ProducePlan plan(double rate) {
        return new ProducePlan(List.of(), rate, Optional.empty(), Optional.empty());
    }

    @Command
    private static final class Options {
        @Mixin
        private final DatasetOptions dataset = new DatasetOptions();
    }

    private static List<String> ids(String... arguments) {
        return examples(arguments).stream().map(Example::id).toList();
    }

    private static List<Example> examples(String... arguments) {
        return examplesOf("fashion-mnist-subset", arguments);
    }

    private static List<Example> examplesOf(String data, String... arguments) {
        Options options = new Options();
        CommandLine command = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(data);
        command.parseArgs(all.toArray(String[]::new));
        return options.dataset.examples(note -> {});
    }
}
