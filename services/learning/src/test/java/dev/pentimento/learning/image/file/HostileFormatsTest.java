package dev.pentimento.learning.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.image.DecodingBudget;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of WebP, TIFF and GIF that want more memory or time than their images may take. */
class HostileFormatsTest {
    private static final ImageDecoder DECODER = new ImageDecoder(ImageShape.plain(3, 8, 8));
    private static final int SIDE = 1_000;

    /** Each takes three bits and a pass over all pixels. */
    @Test
    void transformationsOfAWebpEndWithTheTime() throws Exception {
        Bits bits = new Bits();
        for (int i = 0; i < 100_000; i++) {
            bits.add(1, 1).add(2, 2); // subtract green
        }
        byte[] webp = lossless(SIDE, bits);
        ImageFile image = ImageFile.open(webp);
        Stopwatch stopwatch = new Stopwatch(
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, Duration.ofMillis(200), () -> "too long");

        assertThatThrownBy(() -> image.read((y, row) -> {}, stopwatch))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage("too long");
    }

    /** Each takes four bytes and an image of a sixteenth of the pixels. */
    @Test
    void transformationsOfAWebpEndWithTheMemory() {
        Bits bits = new Bits();
        for (int i = 0; i < 20_000; i++) {
            bits.add(1, 1).add(0, 2).add(0, 3).add(0, 1); // a predictor for each four pixels, without a cache
            fiveCodesOfOneSymbol(bits);
        }
        assertThatThrownBy(() -> DECODER.decode(lossless(SIDE, bits)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("it takes more memory than an image of its size");
    }

    @Test
    void aWebpWithoutTransformationsIsReadWithinTheSameLimits() throws Exception {
        assertThat(DECODER.decode(lossless(SIDE, new Bits()))).containsOnly(0);
        for (String name : List.of("lossless.webp", "lossy.webp", "lossyalpha.webp", "palette.webp")) {
            assertThat(DECODER.decode(resource(name))).hasSize(3 * 8 * 8);
        }
    }

    private static void fiveCodesOfOneSymbol(Bits bits) {
        for (int i = 0; i < 5; i++) {
            bits.add(1, 1).add(0, 1).add(0, 1).add(0, 1);
        }
    }

    /** An image of one colour, after {@code transformations}. */
    private static byte[] lossless(int side, Bits transformations) {
        transformations.add(0, 1).add(0, 1).add(0, 1); // no more transformations, no cache, one group of codes
        fiveCodesOfOneSymbol(transformations);
        byte[] data = transformations.bytes();
        ByteBuffer file =
                ByteBuffer.allocate(25 + data.length + (25 + data.length) % 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(file.capacity() - 8);
        file.put("WEBPVP8L".getBytes(StandardCharsets.ISO_8859_1)).putInt(5 + data.length);
        file.put((byte) 0x2f).putInt(side - 1 | side - 1 << 14).put(data);
        return file.array();
    }

    /** Bits from the lowest of each byte on. */
    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int current;
        private int count;

        Bits add(int value, int bits) {
            for (int i = 0; i < bits; i++) {
                current |= (value >> i & 1) << count;
                count++;
                if (count == Byte.SIZE) {
                    bytes.write(current);
                    current = 0;
                    count = 0;
                }
            }
            return this;
        }

        byte[] bytes() {
            bytes.write(current);
            bytes.writeBytes(new byte[8]);
            return bytes.toByteArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "256, 60000, needs",
        "257, 2000000000, strips or tiles",
        "258, 32, bits per sample",
        "259, 7, a TIFF image that cannot be read: its compression 7 is not supported",
        "262, 5, a TIFF image that cannot be read: its colours (5) are not supported",
        "273, 100000, lies outside the file",
        "277, 200, samples per pixel",
        "278, 1, strips or tiles",
        "279, 1000000, lies outside the file",
        "322, 2147483647, its tiles have",
        "323, 2147483647, its tiles have",
        "339, 3, signed or floating-point numbers"
    })
    void aTiffThatDeclaresWhatItDoesNotHaveIsRefused(int tag, int value, String message) throws Exception {
        byte[] tiff = tiff();
        set(tiff, tag, value);
        assertThatThrownBy(() -> new ImageDecoder(
                                ImageShape.plain(1, 8, 8),
                                DecodingBudget.of(1 << 20, "memory", Duration.ofSeconds(10), "time"))
                        .decode(tiff))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining(message);
    }

    /** A file of JDK's writer, in which every tag has its value in its entry. */
    private static byte[] tiff() throws IOException {
        BufferedImage image = new BufferedImage(20, 6, BufferedImage.TYPE_BYTE_GRAY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "tiff", bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static void set(byte[] tiff, int tag, int value) {
        ByteBuffer bytes = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int tags = bytes.getInt(4);
        int count = bytes.getShort(tags);
        for (int i = 0; i < count; i++) {
            int at = tags + 2 + 12 * i;
            int found = bytes.getShort(at) & 0xffff;
            if (found == tag || i == count - 1) {
                bytes.putShort(at, (short) tag)
                        .putShort(at + 2, (short) 4)
                        .putInt(at + 4, 1)
                        .putInt(at + 8, value);
                return;
            }
        }
    }

    @Test
    void aGifOnAGiganticScreenIsRefusedByItsPixels() throws Exception {
        byte[] gif = resource("palette.gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) -1)
                .putShort(8, (short) -1);
        assertThatThrownBy(() -> DECODER.decode(gif))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("65535 x 65535 pixels");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream input = Objects.requireNonNull(
                HostileFormatsTest.class.getResourceAsStream("/dev/pentimento/learning/image/" + name), name)) {
            return input.readAllBytes();
        }
    }
}
