package dev.pentimento.serving.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
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
import java.io.ByteArrayOutputStream;
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

    /** Each has 12 MB: were none closed, it would be 600. */
    @Test
    void ofOnnx() throws IOException {
        NetworkFile file = new NetworkFile(NetworkFile.ONNX, linear(28 * 28, 4_096));

        assertThat(growthOverSwaps(file, ImageShape.plain(1, 28, 28))).isLessThan(280);
    }

    /** Flatten and MatMul, by the numbers of the fields in onnx.proto. */
    private static byte[] linear(int inputs, int outputs) throws IOException {
        byte[] weight = message(
                number(1, inputs),
                number(1, outputs),
                number(2, 1),
                bytes(8, "weight".getBytes()),
                bytes(9, new byte[inputs * outputs * Float.BYTES]));
        byte[] flatten = message(text(1, "input"), text(2, "flat"), text(4, "Flatten"));
        byte[] product = message(text(1, "flat"), text(1, "weight"), text(2, "output"), text(4, "MatMul"));
        byte[] graph = message(
                bytes(1, flatten),
                bytes(1, product),
                text(2, "graph"),
                bytes(5, weight),
                bytes(11, value("input", 1, 28, 28)),
                bytes(12, value("output", outputs)));
        return message(number(1, 8), bytes(7, graph), bytes(8, message(text(1, ""), number(2, 17))));
    }

    private static byte[] value(String name, int... row) throws IOException {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        shape.write(bytes(1, text(2, "n")));
        for (int size : row) {
            shape.write(bytes(1, number(1, size)));
        }
        byte[] tensor = message(number(1, 1), bytes(2, shape.toByteArray()));
        return message(text(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] text(int field, String value) {
        return bytes(field, value.getBytes());
    }

    private static byte[] bytes(int field, byte[] value) {
        return one(field, Field.newBuilder().addLengthDelimited(ByteString.copyFrom(value)));
    }

    private static byte[] number(int field, long value) {
        return one(field, Field.newBuilder().addVarint(value));
    }

    private static byte[] one(int field, Field.Builder value) {
        return UnknownFieldSet.newBuilder()
                .addField(field, value.build())
                .build()
                .toByteArray();
    }

    private static byte[] message(byte[]... fields) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] field : fields) {
            all.write(field);
        }
        return all.toByteArray();
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
