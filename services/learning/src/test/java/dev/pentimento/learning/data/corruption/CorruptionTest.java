package dev.pentimento.learning.data.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
    private static final ImageDataset STREAM = FashionMnistSubset.load().stream();

    /** Golden values of SciPy; src/test/python/image_golden.py makes them. */
    @Test
    void blurAndRotationAreThoseOfSciPy() throws Exception {
        List<String> lines;
        try (InputStream input = CorruptionTest.class.getResourceAsStream("corrupted.txt")) {
            lines = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        ImagePixels original = new ImagePixels(1, 28, 20, numbers(lines.get(0), 3));
        assertThat(lines).hasSize(7);
        for (String line : lines.subList(1, lines.size())) {
            double amount = Double.parseDouble(line.split(" ", -1)[1]);
            ImagePixels corrupted = line.startsWith("blur")
                    ? ImageFilters.blur(original, amount)
                    : ImageFilters.rotate(original, amount);
            assertThat(corrupted.values()).as(line.substring(0, 12)).containsExactly(numbers(line, 2), within(2e-5f));
        }
    }

    private static float[] numbers(String line, int from) {
        String[] columns = line.split(" ", -1);
        float[] numbers = new float[columns.length - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(columns[i + from]);
        }
        return numbers;
    }

    @Test
    void noiseHasItsDeviationAndNoBias() {
        ImagePixels grey = flat(1, 100, 100, 0.5f);
        float[] noisy = ImageFilters.noise(grey, 0.1, new Random(3)).values();
        double mean = IntStream.range(0, noisy.length)
                .mapToDouble(i -> noisy[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, noisy.length)
                .mapToDouble(i -> (noisy[i] - mean) * (noisy[i] - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.004));
        assertThat(Math.sqrt(variance)).isCloseTo(0.1, within(0.003));
    }

    @Test
    void contrastKeepsTheMeanAndShrinksTheDifferences() {
        ImagePixels image = new ImagePixels(1, 1, 4, new float[] {0, 0.2f, 0.4f, 1});
        assertThat(ImageFilters.contrast(image, 0.5).values())
                .containsExactly(new float[] {0.2f, 0.3f, 0.4f, 0.7f}, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource
    void everyCorruptionGrowsWithItsStrengthAndStaysInRange(Corruption corruption) {
        double before = 0;
        for (int strength = 1; strength <= 3; strength++) {
            double distance = 0;
            for (Example example : examples(40).examples()) {
                ImagePixels clean = decode(example);
                ImagePixels corrupted = decode(corruption.apply(example, strength, 5));
                for (int i = 0; i < clean.values().length; i++) {
                    distance += Math.abs(clean.values()[i] - corrupted.values()[i]);
                    assertThat(corrupted.values()[i]).isBetween(0f, 1f);
                }
            }
            assertThat(distance).isGreaterThan(before * 1.1);
            before = distance;
        }
    }

    @Test
    void anImagesFateDependsOnSeedAndIdAlone() {
        ImageDataset some = examples(30);
        byte[] together = Corruption.MIXED.apply(some, 2, 9).examples().get(17).content();
        byte[] alone = Corruption.MIXED.apply(some.examples().get(17), 2, 9).content();
        byte[] otherwise =
                Corruption.NOISE.apply(some.examples().get(17), 2, 10).content();
        assertThat(together).isEqualTo(alone).isNotEqualTo(otherwise);
        assertThat(Corruption.MIXED.apply(some, 2, 9).fingerprint())
                .isEqualTo(Corruption.MIXED.apply(some, 2, 9).fingerprint())
                .isNotEqualTo(Corruption.MIXED.apply(some, 2, 10).fingerprint())
                .isNotEqualTo(some.fingerprint());
    }

    @Test
    void mixedTakesEachOfTheFourAboutEquallyOften() {
        // Which one it was shows in a white image: blur and contrast leave it white, rotation makes corners black.
        ImagePixels white = flat(1, 28, 28, 1);
        Set<Example> examples = new HashSet<>(examples(400).examples());
        var kinds = examples.stream()
                .map(example -> Corruption.MIXED.apply(example.withImage(white::png), 2, 1))
                .collect(Collectors.groupingBy(CorruptionTest::kindOfWhite, Collectors.counting()));
        assertThat(kinds.get("unchanged")).isBetween(160L, 240L);
        assertThat(kinds.get("rotated")).isBetween(65L, 135L);
        assertThat(kinds.get("noisy")).isBetween(65L, 135L);
    }

    private static String kindOfWhite(Example example) {
        float[] values = decode(example).values();
        boolean centreWhite = values[14 * 28 + 14] == 1
                && values[13 * 28 + 15] == 1
                && values[15 * 28 + 12] == 1
                && values[12 * 28 + 12] == 1
                && values[10 * 28 + 16] == 1
                && values[17 * 28 + 11] == 1;
        return values[0] == 0 && centreWhite ? "rotated" : centreWhite && values[0] == 1 ? "unchanged" : "noisy";
    }

    @Test
    void colourIsCorruptedChannelByChannel() {
        float[] values = new float[3 * 9 * 9];
        values[40] = 1;
        values[81 + 40] = 0.5f;
        ImagePixels blurred = ImageFilters.blur(new ImagePixels(3, 9, 9, values), 1);
        for (int i = 0; i < 81; i++) {
            assertThat(blurred.values()[81 + i]).isCloseTo(blurred.values()[i] / 2, within(1e-6f));
            assertThat(blurred.values()[162 + i]).isZero();
        }
        assertThat(blurred.values()[40]).isCloseTo(0.1592f, within(1e-3f));
    }

    @Test
    void namesAndStrengthsThatDoNotExistAreRefused() {
        assertThat(Corruption.named("Blur")).isEqualTo(Corruption.BLUR);
        assertThatThrownBy(() -> Corruption.named("fog"))
                .hasMessage("unknown corruption \"fog\"; known: [blur, noise, contrast, rotation, mixed]");
        assertThatThrownBy(() -> Corruption.NOISE.apply(flat(1, 2, 2, 0), 4, new Random(0)))
                .hasMessage("strength must be 1, 2 or 3: 4");
    }

    private static ImageDataset examples(int count) {
        return STREAM.slice(0, count);
    }

    private static ImagePixels decode(Example example) {
        try {
            return ImageDecoder.decodeAsIs(example.content(), pixels -> pixels);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ImagePixels flat(int channels, int height, int width, float value) {
        float[] values = new float[channels * height * width];
        Arrays.fill(values, value);
        return new ImagePixels(channels, height, width, values);
    }
}
