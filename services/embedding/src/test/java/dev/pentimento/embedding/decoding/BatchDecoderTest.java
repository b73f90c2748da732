package dev.pentimento.embedding.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.embedding.PlainAvro;
import dev.pentimento.embedding.fetching.AllowList;
import dev.pentimento.embedding.fetching.ContentFetcher;
import dev.pentimento.embedding.fetching.S3Settings;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.learning.image.DecodingBudget;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchDecoderTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 2, 2);

    private final Map<String, Supplier<Error>> errors = new HashMap<>();
    private final Map<String, Integer> failuresLeft = new HashMap<>();
    private final ServiceContext context = ServiceContext.of(
            PlatformSettings.from(Settings.of(Map.of(
                    "kafka.value.serializer", PlainAvro.Writer.class.getName(),
                    "kafka.value.deserializer", PlainAvro.Reader.class.getName()))),
            new SimpleMeterRegistry(),
            new Health());
    private final AtomicInteger warned = new AtomicInteger();
    private final BatchDecoder decoder = decoder(false);

    private BatchDecoder decoder(boolean refusesWarnings) {
        return new BatchDecoder(
                context.events(),
                new ContentFetcher(AllowList.of(List.of()), 1024, Duration.ofSeconds(1), new S3Settings("", "", true)),
                new FailingMetrics(),
                DecodingBudget.of(100 << 10, "the.memory", Duration.ofSeconds(10), "the.time"),
                refusesWarnings,
                "test",
                2,
                2);
    }

    @AfterEach
    void close() {
        decoder.close();
        context.close();
    }

    @Test
    void anImageThatFailsOnlyBesideOthersIsDecodedAlone() {
        fails("b", 1, () -> new OutOfMemoryError("Java heap space"));

        ImageBatch batch = decode("a", "b", "c");

        assertThat(batch.rejected()).isEmpty();
        assertThat(batch.images())
                .extracting(image -> image.description().getId())
                .containsExactly("a", "b", "c");
        FloatMatrix pixels = Objects.requireNonNull(batch.pixels().get(INPUT));
        assertThat(pixels.row(1)).isEqualTo(pixels.row(2)).contains(4 / 255f);
    }

    @Test
    void anImageThatTakesAllMemoryIsADeadLetterAndTheOthersGoOn() {
        fails("b", 2, () -> new OutOfMemoryError("Java heap space"));

        ImageBatch batch = decode("a", "b", "c");

        assertThat(batch.images())
                .extracting(image -> image.description().getId())
                .containsExactly("a", "c");
        assertThat(batch.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.IMAGE_TOO_LARGE);
            assertThat(rejected.detail()).contains("heap of ", " MiB (-Xmx)", "Java heap space");
        });
    }

    @Test
    void anImageOnWhichTheDecoderBreaksIsADeadLetter() {
        fails("a", 2, StackOverflowError::new);

        assertThat(decode("a", "b").rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.UNDECODABLE_IMAGE);
            assertThat(rejected.detail()).contains("StackOverflowError");
        });
    }

    @Test
    void aBrokenProgramIsNoImagesFault() {
        fails("a", 1, () -> new NoClassDefFoundError("a class"));

        assertThatThrownBy(() -> decode("a", "b")).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void anImageThatNeverFitsIsADeadLetterWithTheFigures() {
        byte[] gif = {
            'G', 'I', 'F', '8', '9', 'a', 1, 1, 1, 1, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0, 4, 0, 4, 0, 8, 1, 0, 0, 0x3b
        };

        ImageBatch batch = decoder.decode(
                List.of(record("big", gif), record("small", ImageEncoder.greyPng(new byte[4], 2, 2))), Set.of(INPUT));

        assertThat(batch.images())
                .extracting(image -> image.description().getId())
                .containsExactly("small");
        assertThat(batch.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(DeadLetterReason.IMAGE_TOO_LARGE);
            assertThat(rejected.detail())
                    .startsWith("a GIF image of 1024 x 1024 pixels (a palette of 8 bits) needs 1.1 MiB of memory")
                    .endsWith("more than 0.1 MiB (the.memory)");
        });
    }

    /** Working on this image fails so often. */
    private void fails(String id, int times, Supplier<Error> error) {
        errors.put(id, error);
        failuresLeft.put(id, times);
    }

    private ImageBatch decode(String... ids) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String id : ids) {
            records.add(record(id, ImageEncoder.greyPng(new byte[] {1, 2, 3, 4}, 2, 2)));
        }
        return decoder.decode(records, Set.of(INPUT));
    }

    @Test
    void aJpegWhoseDecoderWarnsIsCountedAndRefusedOnRequest() throws IOException {
        ConsumerRecord<byte[], byte[]> record = record("a", jpegWithExtraBytes());
        ImageShape shape = ImageShape.plain(1, 4, 4);

        assertThat(decoder.decode(List.of(record), Set.of(shape, ImageShape.plain(3, 4, 4)))
                        .images())
                .hasSize(1);
        assertThat(warned).hasValue(1);

        try (BatchDecoder refusing = decoder(true)) {
            assertThat(refusing.decode(List.of(record), Set.of(shape)).rejected())
                    .singleElement()
                    .satisfies(rejected -> {
                        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.UNDECODABLE_IMAGE);
                        assertThat(rejected.detail())
                                .startsWith("the decoder warns: ")
                                .endsWith(" (embedding.decoder.warnings=refuse)");
                    });
        }
    }

    /** Bytes between the image's data and its end: decoders skip them and warn. */
    private static byte[] jpegWithExtraBytes() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY), "jpg", jpeg);
        byte[] whole = jpeg.toByteArray();
        byte[] damaged = Arrays.copyOf(whole, whole.length + 4);
        System.arraycopy(new byte[] {1, 2, 3, 4}, 0, damaged, whole.length - 2, 4);
        System.arraycopy(whole, whole.length - 2, damaged, damaged.length - 2, 2);
        return damaged;
    }

    private static ConsumerRecord<byte[], byte[]> record(String id, byte[] content) {
        Image image = Image.newBuilder()
                .setId(id)
                .setContent(ByteBuffer.wrap(content))
                .build();
        return new ConsumerRecord<>("images", 0, 0, new byte[0], PlainAvro.bytes(image));
    }

    /** Called for each image, within the work on its record. */
    private final class FailingMetrics implements DecodingMetrics {
        @Override
        public void key(byte @Nullable [] key, String imageId) {
            synchronized (errors) {
                if (failuresLeft.merge(imageId, -1, Integer::sum) >= 0) {
                    throw Objects.requireNonNull(errors.get(imageId)).get();
                }
            }
        }

        @Override
        public void warned() {
            warned.incrementAndGet();
        }

        @Override
        public void fetched(long nanos) {}
    }
}
