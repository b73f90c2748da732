package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.version.LinearHead;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Needs traced models in {@code $PENTIMENTO_TEST_DATA/torchscript}; without them every case is reported as skipped. */
class TorchScriptTest {

    @ParameterizedTest
    @CsvSource({
        "tinyconv_enc128_fashion.pt, 1, 28, 128",
        "tinyconv_enc128_pneumonia.pt, 1, 28, 128",
        "squeezenet11_enc512_random.pt, 3, 224, 512",
        "mobilenetv2_enc1280_random.pt, 3, 224, 1280",
        "densenet121_enc1024_random.pt, 3, 224, 1024"
    })
    void aTracedEncoderEmbeds(String name, int channels, int side, int dimensions) throws IOException {
        NetworkFile file = file(name);
        ImageShape input = ImageShape.plain(channels, side, side);
        try (Encoder encoder = Networks.loadEncoder(file, input, ComputeDevice.CPU)) {
            assertThat(encoder.dimensions()).isEqualTo(dimensions);
            assertThat(encoder.embed(InferenceTest.random(3, input.size(), 1)).rows())
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"tinyconv_enc128_fashion.pt", "tinyconv_enc128_pneumonia.pt"})
    void theBatchDoesNotChangeTheEmbedding(String name) throws IOException {
        ImageShape input = ImageShape.plain(1, 28, 28);
        var images = InferenceTest.random(40, input.size(), 2);
        try (Encoder encoder = Networks.loadEncoder(file(name), input, ComputeDevice.CPU)) {
            float[] together = encoder.embed(images).row(17);
            float[] alone = encoder.embed(images.select(new int[] {17})).row(0);
            for (int i = 0; i < together.length; i++) {
                assertThat(together[i]).isCloseTo(alone[i], org.assertj.core.api.Assertions.within(1e-4f));
            }
        }
    }

    @Test
    void theLastLayerOfAWholeClassifierIsFound() throws IOException {
        ImageShape input = ImageShape.plain(1, 28, 28);
        FloatMatrix images = FashionMnistSubset.load().heldOut().slice(0, 600).pixels(new ImageDecoder(input));
        try (Encoder encoder = Networks.loadEncoder(file("tinyconv_enc128_fashion.pt"), input, ComputeDevice.CPU);
                Encoder whole = Networks.loadEncoder(file("tinyconv_cls10_fashion.pt"), input, ComputeDevice.CPU)) {
            FloatMatrix embeddings = encoder.embed(images);
            FloatMatrix logits = whole.embed(images);
            NetworkFile head = LinearHead.find(part(embeddings, logits, 0, 400), part(embeddings, logits, 400, 600));
            try (Heads heads = Networks.loadHeads(head, null, 128, 10, ComputeDevice.CPU)) {
                assertThat(heads.judge(embeddings).original().predicted()).isEqualTo(logits.argMax());
            }
        }
    }

    private static LinearHead.Answers part(FloatMatrix embeddings, FloatMatrix logits, int from, int to) {
        int[] rows = IntStream.range(from, to).toArray();
        return new LinearHead.Answers(embeddings.select(rows), logits.select(rows));
    }

    private static NetworkFile file(String name) throws IOException {
        String folder = System.getenv("PENTIMENTO_TEST_DATA");
        if (folder == null) {
            abort("SKIPPED: set PENTIMENTO_TEST_DATA to try " + name);
        }
        return new NetworkFile(NetworkFile.TORCHSCRIPT, Files.readAllBytes(Path.of(folder, "torchscript", name)));
    }
}
