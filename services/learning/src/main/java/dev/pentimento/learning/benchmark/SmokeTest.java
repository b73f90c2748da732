package dev.pentimento.learning.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A small encoder on a device, against what plain PyTorch computed from the same file ({@code
 * src/test/python/golden_networks.py}).
 *
 * @param largestDifference between a value of the device and the golden one
 * @param allowed largest difference that is no fault
 */
public record SmokeTest(double largestDifference, double allowed) {
    private static final ImageShape INPUT = ImageShape.plain(3, 9, 14);
    private static final int IMAGES = 5;
    private static final double ON_THE_PROCESSOR = 2e-5;
    /** cuDNN's convolutions round their factors to TF32, eleven bits, unless NVIDIA_TF32_OVERRIDE=0 forbids it. */
    private static final double ON_A_GPU = 5e-3;

    /** @throws RuntimeException if the device, the engine or its library fails */
    public static SmokeTest on(ComputeDevice device) {
        NetworkFile file = new NetworkFile(NetworkFile.SAFETENSORS, resource("encoder.safetensors"));
        JsonNode golden = golden();
        try (Encoder encoder = Networks.loadEncoder(file, INPUT, device)) {
            float[] values = encoder.embed(images()).values();
            double largest = values.length == golden.size() ? 0 : Double.POSITIVE_INFINITY;
            for (int i = 0; i < Math.min(values.length, golden.size()); i++) {
                largest = Math.max(largest, Math.abs(values[i] - golden.path(i).doubleValue()));
            }
            return new SmokeTest(largest, device.isGpu() ? ON_A_GPU : ON_THE_PROCESSOR);
        }
    }

    public boolean passed() {
        return largestDifference <= allowed;
    }

    private static FloatMatrix images() {
        float[] values = new float[IMAGES * INPUT.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return new FloatMatrix(IMAGES, INPUT.size(), values);
    }

    private static JsonNode golden() {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(resource("forward.json"))
                    .path("encoder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream file = Objects.requireNonNull(SmokeTest.class.getResourceAsStream("/golden/" + name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
