package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.GreyUse;
import dev.pentimento.learning.data.ImageContent;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.file.ImageFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelReadingTest {
    private static final PixelReading TWELVE_BITS = new PixelReading(true, 0, 4_095);

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void aTwelveBitXrayUsesItsOwnRange(String format) throws Exception {
        byte[] xray = wide(format, 0, 1_024, 2_048, 4_095);
        ImageShape shape = ImageShape.plain(1, 2, 2);

        assertThat(new ImageDecoder(shape).decode(xray))
                .containsExactly(of(1 / 65_535f, 0, 1_024, 2_048, 4_095), within(1e-6f));
        assertThat(new ImageDecoder(shape.withReading(TWELVE_BITS)).decode(xray))
                .containsExactly(of(1 / 4_095f, 0, 1_024, 2_048, 4_095), within(1e-6f));
        assertThat(new ImageDecoder(shape.withReading(new PixelReading(true, 1_024, 2_048))).decode(xray))
                .containsExactly(new float[] {0, 0, 1, 1}, within(1e-6f));
    }

    private static float[] of(float unit, int... samples) {
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[i] * unit;
        }
        return values;
    }

    @Test
    void theRangeIsSpreadBeforeTheImageIsResized() throws Exception {
        byte[] xray = wide("png", 0, 4_095, 8_190, 4_095);

        // The third sample is clipped to 1 before the mean is taken.
        assertThat(new ImageDecoder(ImageShape.plain(1, 1, 1).withReading(TWELVE_BITS)).decode(xray))
                .containsExactly(new float[] {0.75f}, within(1e-6f));
    }

    @Test
    void imagesOfEightBitsAndColoursAreNotConcerned() throws Exception {
        for (String name : List.of("grey8.png", "rgb16.png", "grey.jpg")) {
            ImageShape shape = ImageShape.plain(1, 5, 6);
            assertThat(new ImageDecoder(shape.withReading(TWELVE_BITS)).decode(ImageDecoderTest.resource(name)))
                    .isEqualTo(new ImageDecoder(shape).decode(ImageDecoderTest.resource(name)));
        }
    }

    @Test
    void aPhotographIsTurnedUnlessItIsToStayAsStored() throws Exception {
        byte[] turned = ImageDecoderTest.resource("exif6.jpg");
        ImageFile file = ImageFile.open(turned);
        assertThat(List.of(file.width(), file.height(), file.uprightWidth(), file.uprightHeight()))
                .containsExactly(17, 11, 11, 17);

        float[] upright = new ImageDecoder(ImageShape.plain(1, 17, 11)).decode(turned);
        float[] stored =
                new ImageDecoder(ImageShape.plain(1, 11, 17).withReading(PixelReading.AS_STORED)).decode(turned);

        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 11; x++) {
                assertThat(upright[y * 11 + x]).isEqualTo(stored[(10 - x) * 17 + y]);
            }
        }
        int[] size = ImageDecoder.decodeAsIs(turned, pixels -> new int[] {pixels.width(), pixels.height()});
        assertThat(size).containsExactly(11, 17);
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new PixelReading(true, 5, 5))
                .hasMessage("the range of grey must lie within 0:65535 and not be empty: 5:5");
        assertThatThrownBy(() -> new PixelReading(true, 0, 65_536)).hasMessageContaining("0:65536");
    }

    @Test
    void aRangeThatIsBarelyUsedIsNamedWithTheOptionThatUsesIt() throws Exception {
        ImageDataset twelve = dataset(wide("png", 3, 1_024, 2_048, 3_900), wide("png", 7, 8, 9, 10));
        assertThat(GreyUse.warning(twelve, PixelReading.STANDARD))
                .hasValue(
                        "the grey images of 16 bits use only the samples 3 to 3,900 of 0 to 65,535, so they have hardly"
                                + " any contrast; --grey-range 0:4095 uses the range that they have");
        assertThat(GreyUse.warning(twelve, TWELVE_BITS)).isEmpty();
        ImageDataset narrow = dataset(wide("png", 32_000, 32_500, 32_600, 33_000));
        assertThat(GreyUse.warning(narrow, PixelReading.STANDARD).orElseThrow()).contains("--grey-range 32000:33000 ");
        assertThat(GreyUse.warning(dataset(wide("png", 0, 1, 2, 60_000)), PixelReading.STANDARD))
                .isEmpty();
        assertThat(GreyUse.warning(dataset(ImageDecoderTest.resource("grey8.png")), PixelReading.STANDARD))
                .isEmpty();
    }

    private static ImageDataset dataset(byte[]... images) {
        List<Example> examples = IntStream.range(0, images.length)
                .mapToObj(i -> {
                    ImageContent content = () -> images[i];
                    return new Example("image " + i, content, null, null);
                })
                .toList();
        return ImageDataset.of("x", List.of(), examples);
    }

    /** Four samples of 16 bits, two in a row. */
    private static byte[] wide(String format, int... samples) throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, 2, 2, samples);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
