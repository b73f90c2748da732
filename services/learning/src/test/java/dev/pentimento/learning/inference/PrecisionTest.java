package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.GoldenNetworks;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.tensors.FloatMatrix;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    private static final ImageShape INPUT = ImageShape.plain(3, 9, 14);

    private static FloatMatrix wave(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return new FloatMatrix(rows, columns, values);
    }

    @Test
    void halfPrecisionRoundsAndStaysClose() {
        Precision half = Precision.FLOAT16;
        double least = 1e-6; // else nothing was rounded
        double most = 0.005;
        try (Encoder full = Networks.loadEncoder(GoldenNetworks.file("encoder"), INPUT, ComputeDevice.CPU);
                Encoder rounded =
                        Networks.loadEncoder(GoldenNetworks.file("encoder"), INPUT, ComputeDevice.CPU, half)) {
            FloatMatrix images = wave(5, INPUT.size());

            assertThat(largest(full.embed(images), rounded.embed(images))).isBetween(least, most);
        }
        try (Heads full = Networks.loadHeads(
                        GoldenNetworks.file("classifier"), GoldenNetworks.file("correction"), 7, 4, ComputeDevice.CPU);
                Heads rounded = Networks.loadHeads(
                        GoldenNetworks.file("classifier"),
                        GoldenNetworks.file("correction"),
                        7,
                        4,
                        ComputeDevice.CPU,
                        half)) {
            HeadOutputs expected = full.judge(wave(9, 7));
            HeadOutputs outputs = rounded.judge(wave(9, 7));

            assertThat(largest(expected.correctedEmbeddings(), outputs.correctedEmbeddings()))
                    .isBetween(least, most);
            assertThat(largest(
                            expected.corrected().probabilities(),
                            outputs.corrected().probabilities()))
                    .isBetween(least, most);
        }
    }

    @Test
    void torchScriptHasThePrecisionThatItWasSavedWith() {
        assertThatThrownBy(() -> Networks.loadEncoder(
                        ScriptFiles.file("encoder"), ImageShape.plain(1, 12, 12), ComputeDevice.CPU, Precision.FLOAT16))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("was imported")
                .hasMessageContaining("not in float16");
    }

    @Test
    void theWordOfTheSettingIsThatOfTheType() {
        assertThat(Precision.of("float16")).isEqualTo(Precision.FLOAT16);
        assertThatThrownBy(() -> Precision.of("half"))
                .hasMessageContaining("inference.precision is 'half'")
                .hasMessageContaining("float32 and float16");
    }

    /** The largest error, as a share of the largest value. */
    private static double largest(FloatMatrix expected, FloatMatrix actual) {
        double error = 0;
        double value = 0;
        for (int i = 0; i < expected.values().length; i++) {
            error = Math.max(error, Math.abs(expected.values()[i] - actual.values()[i]));
            value = Math.max(value, Math.abs(expected.values()[i]));
        }
        return error / value;
    }
}
