package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.image.file.ImageTooLargeException;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final ImageDecoder GREY = new ImageDecoder(ImageShape.plain(1, 28, 28));

    /** Golden values of Pillow and NumPy; src/test/python/image_golden.py makes them. */
    static Stream<String> goldenLines() throws IOException {
        return new String(resource("decoded.txt"), StandardCharsets.UTF_8).lines();
    }

    @ParameterizedTest
    @MethodSource("goldenLines")
    void everyFormatDecodesAsPillowDoes(String line) throws Exception {
        String[] columns = line.split(" ", -1);
        double tolerance = Double.parseDouble(columns[1]);
        ImageShape shape = ImageShape.plain(
                Integer.parseInt(columns[2]), Integer.parseInt(columns[3]), Integer.parseInt(columns[4]));

        float[] decoded = new ImageDecoder(shape).decode(resource(columns[0]));

        assertThat(decoded).hasSize(columns.length - 5);
        for (int i = 0; i < decoded.length; i++) {
            assertThat((double) decoded[i])
                    .as("%s as %s, value %s", columns[0], shape, i)
                    .isCloseTo(Double.parseDouble(columns[i + 5]), within(tolerance + 1e-6));
        }
    }

    @Test
    void greyOfTheRightSizeIsExact() throws Exception {
        byte[] pixels = new byte[784];
        new Random(7).nextBytes(pixels);
        float[] decoded = GREY.decode(ImageEncoder.greyPng(pixels, 28, 28));
        for (int i = 0; i < pixels.length; i++) {
            assertThat(decoded[i]).isEqualTo((pixels[i] & 0xff) / 255f);
        }
    }

    @Test
    void valuesAreNormalisedChannelByChannel() throws Exception {
        byte[] pixel = {(byte) 255, 0, 51};
        ImageShape shape = new ImageShape(3, 1, 1, new float[] {0.5f, 0.25f, 0.1f}, new float[] {0.5f, 0.25f, 0.2f});
        assertThat(new ImageDecoder(shape).decode(ImageEncoder.rgbPng(pixel, 1, 1)))
                .containsExactly(new float[] {1, -1, 0.5f}, within(1e-6f));
    }

    @Test
    void aRowOfABatchIsFilledAndNothingElse() throws Exception {
        float[] batch = new float[3 * 784];
        Arrays.fill(batch, -5);
        byte[] white = new byte[784];
        Arrays.fill(white, (byte) 255);

        GREY.decode(ImageEncoder.greyPng(white, 28, 28), batch, 784);

        assertThat(Arrays.copyOfRange(batch, 0, 784)).containsOnly(-5);
        assertThat(Arrays.copyOfRange(batch, 784, 1568)).containsOnly(1);
        assertThat(Arrays.copyOfRange(batch, 1568, 2352)).containsOnly(-5);
    }

    @Test
    void aSinglePixelFillsAnyInput() throws Exception {
        assertThat(GREY.decode(ImageEncoder.greyPng(new byte[] {51}, 1, 1))).containsOnly(0.2f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey8.png",
                "rgb16.png",
                "palette.png",
                "rgb444.jpg",
                "cmyk.jpg",
                "palette.gif",
                "rgb.bmp",
                "rgblzw.tif",
                "greyplain.tif",
                "palette.tif",
                "fax4.tif",
                "lossless.webp",
                "lossyalpha.webp",
                "lossy.webp"
            })
    void aFileThatEndsEarlyIsRefusedAndTheNextOneDecoded(String name) throws Exception {
        byte[] whole = resource(name);
        float[] expected = GREY.decode(whole);
        for (double part : new double[] {0.1, 0.4, 0.7}) {
            byte[] start = Arrays.copyOf(whole, (int) (whole.length * part));
            assertThatThrownBy(() -> GREY.decode(start))
                    .as("%s of %s", start.length, whole.length)
                    .isInstanceOf(UndecodableImageException.class)
                    .hasMessageContaining(start.length + " bytes");
            assertThat(GREY.decode(whole)).isEqualTo(expected);
        }
    }

    @Test
    void damagedBytesAreRefusedOrDecodedButNeverBreakTheDecoder() throws Exception {
        Random random = new Random(11);
        for (String name : List.of(
                "rgb8.png",
                "palette.png",
                "rgb420.jpg",
                "cmyk.jpg",
                "palette.gif",
                "grey.bmp",
                "rgblzw.tif",
                "rgbdeflate.tif",
                "grey16packbits.tif",
                "fax4.tif",
                "palette.tif",
                "predictor.tif",
                "lossless.webp",
                "losslessalpha.webp",
                "palette.webp",
                "lossy.webp",
                "lossyalpha.webp",
                "animated.webp",
                "screen.gif")) {
            byte[] whole = resource(name);
            for (int round = 0; round < 300; round++) {
                byte[] damaged = whole.clone();
                for (int i = 0; i < 5; i++) {
                    damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
                }
                try {
                    assertThat(GREY.decode(damaged)).hasSize(784);
                } catch (UndecodableImageException e) {
                    assertThat(e).hasMessageContaining("image");
                }
            }
            assertThat(GREY.decode(whole)).hasSize(784);
        }
    }

    @Test
    void whatIsNoImageIsSaidInPlainWords() {
        assertMessage(new byte[0], "no bytes at all");
        assertMessage("<html>\n<body>Not found".getBytes(StandardCharsets.UTF_8), "\"<html> <body>Not found\"");
        assertMessage("II+\0rest".getBytes(StandardCharsets.ISO_8859_1), "a BigTIFF image; save it as TIFF");
        assertMessage(
                "\0\0\0\fjP  \r\n".getBytes(StandardCharsets.ISO_8859_1),
                "a JPEG 2000 image; convert it to PNG or TIFF");
        assertMessage("%PDF-1.7".getBytes(StandardCharsets.ISO_8859_1), "a PDF document");
        byte[] dicom = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.ISO_8859_1), 0, dicom, 128, 4);
        assertMessage(dicom, "a DICOM file; convert it to PNG, for instance with DCMTK: dcmj2pnm --write-16-bit-png");
        assertMessage(new byte[] {(byte) 0x89, 'P', 'N'}, "only 3 bytes, just the start of an image file");
        assertMessage(new byte[] {1, 2, 3, 0}, "4 bytes of an unknown image format, starting with 01020300");
        assertMessage(new byte[] {1, 2, 3, 0}, "supported formats: PNG, JPEG, GIF, BMP, TIFF and WebP");
    }

    private static void assertMessage(byte[] content, String part) {
        assertThatThrownBy(() -> GREY.decode(content))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining(part);
    }

    @Test
    void aGiganticImageIsRefusedBeforeItsPixelsAreRead() throws Exception {
        byte[] bomb = withPngSize(ImageEncoder.greyPng(new byte[784], 28, 28), 1_000_000, 1_000_000);
        assertThatThrownBy(() -> GREY.decode(bomb))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessage(
                        "a PNG image of 1000000 x 1000000 pixels (1 band of 8 bits) has more than the 1073741824 pixels,"
                                + " or a side of more than the 16777216 pixels, that are decoded");
    }

    private static byte[] withPngSize(byte[] png, int width, int height) {
        ByteBuffer changed = ByteBuffer.wrap(png.clone());
        changed.putInt(16, width).putInt(20, height);
        CRC32 checksum = new CRC32();
        checksum.update(changed.array(), 12, 17);
        return changed.putInt(29, (int) checksum.getValue()).array();
    }

    @Test
    void manyThreadsDecodeAtOnce() throws Exception {
        List<String> names = List.of("grey8.png", "rgb420.jpg", "ycck.jpg", "palette.gif", "rgba16.png", "grey.bmp");
        List<float[]> expected = new ArrayList<>();
        for (String name : names) {
            expected.add(GREY.decode(resource(name)));
        }
        Callable<Boolean> task = () -> {
            for (int i = 0; i < 120; i++) {
                int which = i % names.size();
                assertThat(GREY.decode(resource(names.get(which)))).isEqualTo(expected.get(which));
            }
            return true;
        };
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(16, task))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream input = ImageDecoderTest.class.getResourceAsStream(name)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            input.transferTo(bytes);
            return bytes.toByteArray();
        }
    }
}
