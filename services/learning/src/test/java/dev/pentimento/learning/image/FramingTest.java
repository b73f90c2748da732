package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.header.Orientation;
import dev.pentimento.tensors.Floats;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against what torchvision made of the same files: src/test/python/framing_golden.py. */
class FramingTest {
    private static final int KEYS = 8;

    private static List<String[]> framed() throws Exception {
        List<String[]> framed =
                lines().filter(words -> words.length == KEYS + 1).toList();
        assertThat(framed).hasSize(5 * 3 * (9 + 4));
        return framed;
    }

    private static Stream<String[]> lines() throws Exception {
        byte[] text = ImageDecoderTest.resource("framing/framed.txt");
        return new String(text, StandardCharsets.UTF_8).lines().map(line -> line.split(" "));
    }

    @Test
    void roundedValuesAreTorchvisions() throws Exception {
        for (String[] golden : framed()) {
            for (float difference : differences(golden, true)) {
                assertThat(difference).as(named(golden)).isLessThan(1e-3f);
            }
        }
    }

    /** PIL rounds the first pass, the second, and grey: half a level each time. */
    @Test
    void valuesThatAreNotRoundedDifferByAtMostTheRoundingOfTorchvision() throws Exception {
        for (String[] golden : framed()) {
            for (float difference : differences(golden, false)) {
                assertThat(difference).as(named(golden)).isLessThan(1.25f);
            }
        }
    }

    private static String named(String[] golden) {
        return String.join(" ", Arrays.asList(golden).subList(0, KEYS));
    }

    /** In levels of 255. */
    private static float[] differences(String[] golden, boolean rounded) throws Exception {
        byte[] expected = HexFormat.of().parseHex(golden[KEYS]);
        float[] values = decode(golden, rounded);
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            values[i] = Math.abs(values[i] * 255 - (expected[i] & 0xff));
        }
        return values;
    }

    private static float[] decode(String[] golden, boolean rounded) throws Exception {
        List<Integer> sides =
                Stream.of(golden).skip(2).limit(4).map(Integer::valueOf).toList();
        Framing framing = new Framing(
                Resize.valueOf(golden[1]), sides.get(0), sides.get(1), Interpolation.valueOf(golden[6]), 0, rounded);
        ImageShape shape = ImageShape.plain(Integer.parseInt(golden[7]), sides.get(2), sides.get(3))
                .withReading(PixelReading.STANDARD.with(framing, false, 0, 1));
        float[] target = new float[shape.size() + 2];
        Arrays.fill(target, 7); // a batch's array is used again
        new ImageDecoder(shape).decode(ImageDecoderTest.resource("framing/" + golden[0] + ".png"), target, 1);
        assertThat(List.of(target[0], target[shape.size() + 1])).containsOnly(7f);
        return Arrays.copyOfRange(target, 1, shape.size() + 1);
    }

    @Test
    void theUsualNetworksGetTheirNumbers() throws Exception {
        Framing framing = new Framing(Resize.SHORTER_SIDE, 16, 16, Interpolation.BILINEAR, 0, true);

        assertThat(wide(
                        PixelReading.STANDARD.with(framing, false, 0, 1),
                        0.485f,
                        0.456f,
                        0.406f,
                        0.229f,
                        0.224f,
                        0.225f))
                .containsExactly(numbers("usual"), within(1e-5f));
        assertThat(wide(PixelReading.STANDARD.with(framing, true, 0, 255), 103.939f, 116.779f, 123.68f, 1, 1, 1))
                .containsExactly(numbers("caffe"), within(1e-3f));
    }

    private static float[] wide(PixelReading reading, float... meanAndDeviation) throws Exception {
        return new ImageDecoder(new ImageShape(
                        3,
                        14,
                        14,
                        Arrays.copyOf(meanAndDeviation, 3),
                        Arrays.copyOfRange(meanAndDeviation, 3, 6),
                        reading))
                .decode(ImageDecoderTest.resource("framing/wide.png"));
    }

    private static float[] numbers(String name) throws Exception {
        List<String> words = lines().filter(each -> each[0].equals(name))
                .map(List::of)
                .findFirst()
                .orElseThrow();
        float[] numbers = new float[words.size() - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(words.get(i + 1));
        }
        return numbers;
    }

    /** A photograph is turned after it was cut: the cut must be where it is in the upright image, to the pixel. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void aCutIsTheSameInAPhotographThatIsTurned(Orientation orientation) {
        for (Resize resize : Resize.values()) {
            for (Interpolation interpolation : Interpolation.values()) {
                int height = 16;
                int width = 29;
                float[] stored = new float[height * width];
                for (int i = 0; i < stored.length; i++) {
                    stored[i] = (i * 31 % 97) / 97f;
                }
                float[] upright = stored.clone();
                orientation.turn(upright, 0, height, width);
                boolean swaps = orientation.swapsSides();
                int uprightHeight = swaps ? width : height;
                Frame frame = new Framing(resize, 0, 0, interpolation, 0, false)
                        .of(uprightHeight, swaps ? height : width, 11, 8);

                float[] expected = resampled(upright, frame, interpolation);
                Frame turned = frame.stored(orientation);
                float[] actual = resampled(stored, turned, interpolation);
                orientation.turn(actual, 0, turned.height(), turned.width());

                assertThat(actual).as("%s %s", resize, interpolation).containsExactly(expected, within(1e-6f));
            }
        }
    }

    /** Its {@code center_crop}: {@code top = (height - crop) // 2}, and a border of {@code ceil((crop - height) / 2)}. */
    @Test
    void anOddRestIsCutAsByHuggingFaceIfItsFolderSaysSo() {
        Framing theirs = new Framing(Resize.NONE, 0, 0, Interpolation.BILINEAR, 0, true, true);
        Framing torchvisions = new Framing(Resize.NONE, 0, 0, Interpolation.BILINEAR, 0, true);
        for (int from = 1; from <= 40; from++) {
            Axis axis = theirs.of(from, 20, 20, 20).rows();
            Axis other = torchvisions.of(from, 20, 20, 20).rows();

            assertThat(axis.skipped() - axis.at()).as("%d rows", from).isEqualTo(Math.floorDiv(from - 20, 2));
            if (from >= 20) {
                assertThat(other.skipped() - axis.skipped())
                        .as("%d rows", from)
                        .isEqualTo((from - 20) % 4 == 3 ? 1 : 0);
            }
        }
    }

    private static float[] resampled(float[] image, Frame frame, Interpolation interpolation) {
        float[] result = new float[frame.height() * frame.width()];
        Resampler resampler = new Resampler(1, frame, interpolation, result, 0);
        int width = frame.columns().from();
        for (int y = 0; y < frame.rows().from(); y++) {
            int start = y * width;
            resampler.take(y, (channel, to, at, step) -> {
                for (int x = 0; x < width; x++) {
                    to[at + x * step] = image[start + x];
                }
            });
        }
        return result;
    }

    @Test
    void aLetterboxIsFilled() throws Exception {
        Framing framing = new Framing(Resize.LETTERBOX, 0, 0, Interpolation.BILINEAR, 114, false);
        ImageShape shape = ImageShape.plain(1, 4, 4).withReading(PixelReading.STANDARD.with(framing, false, 0, 1));

        float[] values = new ImageDecoder(shape).decode(white(8, 4));

        assertThat(values).containsExactly(new float[] {
            114 / 255f,
            114 / 255f,
            114 / 255f,
            114 / 255f,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            114 / 255f,
            114 / 255f,
            114 / 255f,
            114 / 255f
        });
    }

    /** Resized as a whole, it would have 200 million columns. */
    @Test
    void theCutOffPartOfAStripCostsNothing() throws Exception {
        Framing framing = new Framing(Resize.SHORTER_SIDE, 2_000, 2_000, Interpolation.BICUBIC, 0, false);
        ImageShape shape = ImageShape.plain(1, 8, 8).withReading(PixelReading.STANDARD.with(framing, false, 0, 1));

        assertThat(new ImageDecoder(shape).decode(white(100_000, 1)))
                .containsExactly(Floats.filled(64, 1), within(1e-6f));
    }

    private static byte[] white(int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0xffffff);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Framing(Resize.LETTERBOX, 9, 9, Interpolation.BILINEAR, 0, false))
                .hasMessageContaining("LETTERBOX: 9x9");
        assertThatThrownBy(() -> new Framing(Resize.EXACT, 9, 0, Interpolation.BILINEAR, 0, false))
                .hasMessageContaining("9x0");
        assertThatThrownBy(() -> new Framing(Resize.SHORTER_SIDE, 9, 8, Interpolation.BILINEAR, 0, false))
                .hasMessageContaining("9x8");
        assertThatThrownBy(() -> new Framing(Resize.EXACT, 0, 0, Interpolation.BILINEAR, 256, false))
                .hasMessageContaining("256");
        assertThatThrownBy(() -> PixelReading.STANDARD.with(Framing.STANDARD, false, 1, 1))
                .hasMessageContaining("1.0:1.0");
    }
}
