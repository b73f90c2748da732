package dev.pentimento.learning.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    private static final byte[] APP2 = {(byte) 0xff, (byte) 0xe2};

    @ParameterizedTest
    @CsvSource({
        "0, 1", "0, 2", "0, 4", "0, 8", "0, 16", "2, 8", "2, 16", "3, 1", "3, 2", "3, 4", "3, 8", "4, 8", "4, 16",
        "6, 8", "6, 16"
    })
    void everyPngGivesTheSamplesThatJavasReaderGives(int colour, int bits) throws Exception {
        Random random = new Random(13 * colour + bits);
        for (int[] size : new int[][] {{1, 1}, {3, 2}, {5, 9}, {8, 8}, {23, 17}, {40, 3}, {301, 150}}) {
            for (boolean interlaced : new boolean[] {false, true}) {
                PngWriter png = new PngWriter(size[0], size[1], bits, colour, interlaced);
                if (colour == 3) {
                    png.chunk("PLTE", bytes(random, 3 << bits)).chunk("tRNS", bytes(random, 1 << bits - 1));
                }
                byte[] content = png.random(random);

                assertThat(rows(content))
                        .as(
                                "colour type %s, %s bits, %s x %s, interlaced: %s",
                                colour, bits, size[0], size[1], interlaced)
                        .isDeepEqualTo(rowsOfJavasReader(content));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "rgb420.jpg", "rgb444.jpg", "progressive.jpg"})
    void everyJpegGivesTheSamplesThatJavasReaderGives(String name) throws Exception {
        byte[] content = resource(name);
        assertThat(rows(content)).isDeepEqualTo(rowsOfJavasReader(content));
    }

    @Test
    void aColourProfileIsAppliedAsJavasReaderAppliesIt() throws Exception {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] name = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
        byte[] segment = ByteBuffer.allocate(4 + name.length + profile.length)
                .put(APP2)
                .putShort((short) (2 + name.length + profile.length))
                .put(name)
                .put(profile)
                .array();
        byte[] content = resource("rgb444.jpg");
        byte[] profiled = joined(Arrays.copyOf(content, 2), segment, Arrays.copyOfRange(content, 2, content.length));

        assertThat(rows(profiled)).isDeepEqualTo(rowsOfJavasReader(profiled));
    }

    @Test
    void chunksThatPixelsDoNotDependOnAreNotRead() throws Exception {
        byte[] palette = bytes(new Random(5), 3 << 4);
        byte[] plain = new PngWriter(9, 9, 4, 3, false).chunk("PLTE", palette).random(new Random(6));
        PngWriter bomb = new PngWriter(9, 9, 4, 3, false).chunk("PLTE", palette);
        byte[] gigabyte = zeros(1 << 30);
        bomb.chunk("zTXt", joined(new byte[] {'a', 0, 0}, gigabyte));
        bomb.chunk("iCCP", joined(new byte[] {'a', 0, 0}, gigabyte));
        for (int i = 0; i < 100_000; i++) {
            bomb.chunk("tEXt", new byte[] {'a', 0});
        }

        assertThat(rows(bomb.random(new Random(6)))).isDeepEqualTo(rows(plain));
    }

    @Test
    void aJpegWithMoreScansThanAnyEncoderWritesIsRefusedBeforeItIsRead() throws Exception {
        byte[] content = resource("progressive.jpg");
        int last = lastScan(content);
        byte[] scan = Arrays.copyOfRange(content, last, content.length - 2);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(content, 0, last);
        for (int i = 0; i < 1000; i++) {
            many.writeBytes(scan);
        }
        many.write(content, content.length - 2, 2);

        assertThatThrownBy(() -> ImageFile.open(many.toByteArray()))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageMatching(".* it has 10\\d\\d scans, more than the 100 that are read");
    }

    private static int lastScan(byte[] content) {
        for (int at = content.length - 2; ; at--) {
            if ((content[at] & 0xff) == 0xff && (content[at + 1] & 0xff) == 0xda) {
                return at;
            }
        }
    }

    @Test
    void theCommentsOfAGifAreNotCopied() throws Exception {
        byte[] content = resource("palette.gif");
        int start = 13 + (3 << (content[10] & 7) + 1);
        ByteArrayOutputStream long4 = new ByteArrayOutputStream();
        long4.write(content, 0, start);
        long4.writeBytes(new byte[] {0x21, (byte) 0xfe});
        byte[] block = new byte[256];
        block[0] = (byte) 255;
        for (int i = 0; i < (4 << 20) / 256; i++) {
            long4.writeBytes(block);
        }
        long4.write(0);
        long4.write(content, start, content.length - start);

        ImageFile image = ImageFile.open(long4.toByteArray());

        assertThat(image.bytes()).isLessThan(100_000);
        assertThat(rows(long4.toByteArray())).isDeepEqualTo(rows(content));
    }

    @Test
    void whatABmpClaimsIsCheckedAgainstItsBytes() throws Exception {
        assertThatThrownBy(() -> ImageFile.open(bmp(20_000, 20_000, 24, 0)))
                .hasMessageContaining("it ends early: 20000 x 20000 pixels of 24 bits are 1200000000 bytes");
        assertThatThrownBy(() -> ImageFile.open(bmp(17, 11, 24, 4)))
                .hasMessageContaining("its compression 4 is not supported");
        assertThatThrownBy(() -> ImageFile.open(bmp(Integer.MAX_VALUE, 2, 8, 1)))
                .isInstanceOf(UndecodableImageException.class);
        assertThatThrownBy(() -> ImageFile.open(bmp(17, Integer.MIN_VALUE, 24, 0)))
                .isInstanceOf(UndecodableImageException.class);
    }

    private static byte[] bmp(int width, int height, int bits, int compression) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(resource("rgb.bmp")).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(18, width).putInt(22, height).putShort(28, (short) bits).putInt(30, compression);
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "interlaced png", "jpg", "gif"})
    void anImageThatTakesTooLongIsGivenUp(String kind) throws Exception {
        byte[] content = switch (kind) {
            case "png" -> new PngWriter(2000, 2000, 8, 2, false).uniform((byte) 7);
            case "interlaced png" -> new PngWriter(2000, 2000, 8, 2, true).uniform((byte) 7);
            default -> written(kind);
        };
        AtomicLong looks = new AtomicLong();
        Stopwatch slow =
                new Stopwatch(() -> looks.incrementAndGet() * 1_000_000_000L, Duration.ofSeconds(2), () -> "too slow");

        assertThatThrownBy(() -> ImageFile.open(content).read((y, row) -> {}, slow))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage("too slow");

        assertThat(looks).hasValue(4);
        assertThat(rows(content)).hasNumberOfRows(2000);
    }

    /** Noise, so that the file is large. */
    private static byte[] written(String format) throws IOException {
        var image = new BufferedImage(2000, 2000, BufferedImage.TYPE_BYTE_GRAY);
        new Random(3).nextBytes(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static byte[] zeros(int size) {
        Deflater deflater = new Deflater(1);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        byte[] zeros = new byte[1 << 20];
        for (int done = 0; done < size; done += zeros.length) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) {
                data.write(part, 0, deflater.deflate(part));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            data.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return data.toByteArray();
    }

    private static float[][][] rows(byte[] content) throws Exception {
        ImageFile image = ImageFile.open(content);
        List<float[][]> rows = new ArrayList<>();
        image.read((y, row) -> rows.add(copy(row, image.channels(), image.width())), Stopwatch.none());
        return rows.toArray(float[][][]::new);
    }

    private static float[][][] rowsOfJavasReader(byte[] content) throws IOException {
        PixelRows image = StoredRows.of(ImageIO.read(new ByteArrayInputStream(content)));
        List<float[][]> rows = new ArrayList<>();
        image.copyTo((y, row) -> rows.add(copy(row, image.channels(), image.width())));
        return rows.toArray(float[][][]::new);
    }

    private static float[][] copy(PixelRow row, int channels, int width) {
        float[][] copy = new float[channels][width];
        for (int channel = 0; channel < channels; channel++) {
            row.write(channel, copy[channel], 0, 1);
        }
        return copy;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream input = ImageFileTest.class.getResourceAsStream("../" + name)) {
            return input.readAllBytes();
        }
    }
}
