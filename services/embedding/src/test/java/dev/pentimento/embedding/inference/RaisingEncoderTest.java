package dev.pentimento.embedding.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.embedding.decoding.DecodedImage;
import dev.pentimento.embedding.decoding.ImageBatch;
import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** An encoder in TorchScript that raises for a white image; {@code src/test/python/raising_encoder.py} wrote it. */
class RaisingEncoderTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 2, 2);

    private final BatchEmbedder embedder = new BatchEmbedder(new SimpleMeterRegistry().timer("inference"));

    @Test
    void onlyTheImageForWhichItRaisesIsRejected() throws IOException {
        try (LoadedEncoder encoder = encoder()) {
            FloatMatrix pixels = FloatMatrix.ofRows(
                    new float[][] {{0, .1f, .2f, .3f}, {1, 1, 1, 1}, {.5f, .5f, .5f, .5f}, {1, 1, 1, 1}, {0, 0, 0, 0}},
                    4);

            EmbeddedImages embedded = embedder.embed(batch(pixels), List.of(encoder));

            assertThat(embedded.images())
                    .extracting(image -> image.record().offset())
                    .containsExactly(0L, 2L, 4L);
            FloatMatrix vectors = embedded.vectors().get("raising");
            for (int i = 0; i < 3; i++) {
                assertThat(vectors.row(i))
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(
                                encoder.embed(pixels.select(new int[] {2 * i})).values());
            }
            assertThat(embedded.rejected())
                    .extracting(rejected -> rejected.record().offset())
                    .containsExactly(1L, 3L);
            assertThat(embedded.rejected())
                    .extracting(Rejected::reason)
                    .containsOnly(DeadLetterReason.FAILED_INFERENCE);
            assertThat(embedded.rejected())
                    .extracting(Rejected::detail)
                    .allSatisfy(detail -> assertThat(detail)
                            .startsWith("encoder ")
                            .contains("an image that is all white")
                            .doesNotContain("\n"));
        }
    }

    @Test
    void imagesOfWhichItRaisesForAllLeaveNothing() throws IOException {
        try (LoadedEncoder encoder = encoder()) {
            FloatMatrix white = FloatMatrix.ofRows(new float[][] {{1, 1, 1, 1}}, 4);

            EmbeddedImages embedded = embedder.embed(batch(white), List.of(encoder));

            assertThat(embedded.images()).isEmpty();
            assertThat(embedded.vectors()).isEmpty();
            assertThat(embedded.rejected()).hasSize(1);
        }
    }

    private static LoadedEncoder encoder() throws IOException {
        try (InputStream file = RaisingEncoderTest.class.getResourceAsStream("/torchscript/raising.pt")) {
            NetworkFile network = new NetworkFile(NetworkFile.TORCHSCRIPT, file.readAllBytes());
            Encoder encoder = Networks.loadEncoder(network, INPUT, ComputeDevice.CPU);
            return new LoadedEncoder("raising", encoder);
        }
    }

    private static ImageBatch batch(FloatMatrix pixels) {
        List<DecodedImage> images = IntStream.range(0, pixels.rows())
                .mapToObj(row -> {
                    ConsumerRecord<byte[], byte[]> record =
                            new ConsumerRecord<>("images", 0, row, new byte[0], new byte[0]);
                    EmbeddedImage description = new EmbeddedImage("i" + row, (long) row, Instant.EPOCH, null, null);
                    return new DecodedImage(record, description);
                })
                .toList();
        return new ImageBatch(images, Map.of(INPUT, pixels), List.of());
    }
}
