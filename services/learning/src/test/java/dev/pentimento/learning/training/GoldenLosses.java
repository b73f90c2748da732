package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The values of {@code golden_losses.py}: losses and their gradients by plain PyTorch. */
public final class GoldenLosses {
    private GoldenLosses() {}

    /** Rows of sin(start), sin(start + 1) …, as the script has them. */
    public record Sines(int rows, int columns, int start) {
        public float[] values() {
            float[] values = new float[rows * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(start + i);
            }
            return values;
        }
    }

    /** @param loss of arrays made of {@code inputs}, in their order */
    public static void assertGolden(String name, List<Sines> inputs, Function<List<NDArray>, NDArray> loss) {
        JsonNode golden = golden().path(name);
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            List<NDArray> arrays = inputs.stream()
                    .map(each -> manager.create(each.values(), new Shape(each.rows(), each.columns())))
                    .toList();
            arrays.forEach(array -> array.setRequiresGradient(true));
            assertThat(Gradients.backward(() -> loss.apply(arrays)))
                    .as(name)
                    .isCloseTo(golden.path("loss").doubleValue(), within(1e-5));
            for (int input = 0; input < arrays.size(); input++) {
                float[] gradient = arrays.get(input).getGradient().toFloatArray();
                JsonNode expected = golden.path("gradients").path(input);
                assertThat(gradient).hasSize(expected.size());
                for (int i = 0; i < gradient.length; i++) {
                    assertThat(gradient[i])
                            .as(name + ", value " + i + " of " + Arrays.toString(gradient))
                            .isCloseTo(expected.path(i).floatValue(), within(1e-5f));
                }
            }
        }
    }

    private static JsonNode golden() {
        try (InputStream stream = GoldenLosses.class.getResourceAsStream("/golden/losses.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
