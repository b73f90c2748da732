package dev.pentimento.serving.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.ConvolutionalEncoder;
import dev.pentimento.learning.network.Network;
import dev.pentimento.serving.NativeMemory;
import dev.pentimento.serving.swapping.ServingSet;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Encoders lie outside Java's heap, and are closed. No garbage collection is asked for: the engine's wrapper of
 * TorchScript frees what is collected, so that a leak would be seen on a quiet heap alone.
 */
class ClosedEncodersGiveMemoryBackTest {
    /** After them the heap has been through all of its regions. */
    private static final int FIRST_SWAPS = 20;

    private static final int SWAPS = 50;

    /** Each has 17 MB: were none closed, it would be 850. */
    @Test
    void ownOnes() throws IOException {
        ImageShape input = ImageShape.plain(1, 28, 28);
        ConvolutionalEncoder encoder = ConvolutionalEncoder.forInput(input, 2_048);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        encoder.tensors()
                .forEach(spec -> tensors.put(
                        spec.name(),
                        Tensor.ofFloats(
                                new float[Math.toIntExact(spec.shape().size())],
                                spec.shape().getShape())));

        assertThat(growthOverSwaps(Network.file(encoder, tensors), input)).isLessThan(400);
    }

    /** MobileNet has 9 MB: were none closed, it would be 430. */
    @Test
    void ofTorchScript() throws IOException {
        String folder = System.getenv("PENTIMENTO_TEST_DATA");
        if (folder == null) {
            abort("SKIPPED: set PENTIMENTO_TEST_DATA to try a TorchScript encoder");
        }
        byte[] bytes = Files.readAllBytes(Path.of(folder, "torchscript", "mobilenetv2_enc1280_random.pt"));

        assertThat(growthOverSwaps(new NetworkFile(NetworkFile.TORCHSCRIPT, bytes), ImageShape.plain(3, 64, 64)))
                .isLessThan(280);
    }

    /** In MiB outside the heap. */
    private static long growthOverSwaps(NetworkFile file, ImageShape input) throws IOException {
        NativeMemory.assumeKnown();
        FloatMatrix images = new FloatMatrix(2, input.size(), new float[2 * input.size()]);
        try (ServingSet<LoadedEncoder> active = new ServingSet<>()) {
            for (int i = 0; i < FIRST_SWAPS; i++) {
                swap(active, file, input, images);
            }
            long before = NativeMemory.mebibytes();
            for (int i = 0; i < SWAPS; i++) {
                swap(active, file, input, images);
            }
            return NativeMemory.mebibytes() - before;
        }
    }

    /** The one before still embeds when the next takes its place. */
    private static void swap(ServingSet<LoadedEncoder> active, NetworkFile file, ImageShape input, FloatMatrix images) {
        try (ServingSet.Holding<LoadedEncoder> old = active.hold()) {
            active.swap(List.of(new LoadedEncoder("encoder", Networks.loadEncoder(file, input, ComputeDevice.CPU))));
            old.resources().forEach(each -> each.embed(images));
        }
    }
}
