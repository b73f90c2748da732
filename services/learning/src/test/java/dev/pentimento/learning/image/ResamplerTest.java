package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    /** The same images must give the same versions and predictions in every release. */
    @ParameterizedTest
    @CsvSource({
        "500, 375, 224, 224",
        "28, 28, 224, 224",
        "1, 1, 5, 3",
        "7, 1, 3, 4",
        "1, 9, 2, 30",
        "64, 65, 64, 28",
        "65, 64, 28, 64",
        "31, 17, 32, 16",
        "1000, 8, 28, 28",
        "9, 1000, 28, 28",
        "224, 224, 223, 225"
    })
    void everyValueEqualsThePlainSumsBitForBit(int fromWidth, int fromHeight, int width, int height) {
        for (int channels : new int[] {1, 3}) {
            float[][] image = random(channels, fromWidth * fromHeight);
            int offset = 11;
            float[] resized = random(1, offset + channels * width * height + 5)[0];
            float[] before = resized.clone();
            Resampler resampler = new Resampler(
                    channels,
                    Framing.STANDARD.of(fromHeight, fromWidth, height, width),
                    Interpolation.BILINEAR,
                    resized,
                    offset);

            for (int y = 0; y < fromHeight; y++) {
                int start = y * fromWidth;
                resampler.take(y, (channel, to, at, step) -> {
                    for (int x = 0; x < fromWidth; x++) {
                        to[at + x * step] = image[channel][start + x];
                    }
                });
            }

            float[] expected = before.clone();
            for (int channel = 0; channel < channels; channel++) {
                float[] plain = resized(image[channel], fromWidth, fromHeight, width, height);
                System.arraycopy(plain, 0, expected, offset + channel * plain.length, plain.length);
            }
            assertThat(resized).isEqualTo(expected);
        }
    }

    private static float[][] random(int channels, int size) {
        Random random = new Random(size);
        float[][] values = new float[channels][size];
        for (float[] channel : values) {
            for (int i = 0; i < size; i++) {
                channel[i] = random.nextInt(256) / 255f;
            }
        }
        return values;
    }

    /** Every line of an image, then every column of the result. */
    private static float[] resized(float[] image, int fromWidth, int fromHeight, int width, int height) {
        float[] narrow = new float[fromHeight * width];
        for (int y = 0; y < fromHeight; y++) {
            for (int x = 0; x < width; x++) {
                narrow[y * width + x] = sum(image, y * fromWidth, 1, fromWidth, width, x);
            }
        }
        float[] resized = new float[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                resized[y * width + x] = sum(narrow, x, width, fromHeight, height, y);
            }
        }
        return resized;
    }

    /** Pixel {@code i} of a line of {@code to} pixels, resized from one of {@code from} pixels. */
    private static float sum(float[] values, int start, int step, int from, int to, int i) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        double centre = (i + 0.5) * scale;
        int low = Math.max(0, (int) (centre - support + 0.5));
        int high = Math.min(from, (int) (centre + support + 0.5));
        double whole = 0;
        for (int k = low; k < high; k++) {
            whole += Math.max(0, 1 - Math.abs(k + 0.5 - centre) / support);
        }
        float sum = 0;
        for (int k = low; k < high; k++) {
            float weight = (float) (Math.max(0, 1 - Math.abs(k + 0.5 - centre) / support) / whole);
            sum += weight * values[start + k * step];
        }
        return sum;
    }
}
