package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
    @Test
    void everyGreyValueComesBackExactly() throws Exception {
        byte[] pixels = new byte[16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        float[] decoded = new ImageDecoder(ImageShape.plain(1, 16, 16)).decode(ImageEncoder.greyPng(pixels, 16, 16));
        for (int i = 0; i < pixels.length; i++) {
            assertThat(decoded[i]).isEqualTo(i / 255f);
        }
    }

    @Test
    void colourComesBackChannelAfterChannel() throws Exception {
        byte[] pixels = new byte[5 * 7 * 3];
        new Random(1).nextBytes(pixels);
        float[] decoded = new ImageDecoder(ImageShape.plain(3, 5, 7)).decode(ImageEncoder.rgbPng(pixels, 5, 7));
        for (int i = 0; i < 35; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertThat(decoded[channel * 35 + i]).isEqualTo((pixels[i * 3 + channel] & 0xff) / 255f);
            }
        }
        byte[] again = ImageEncoder.png(decoded, 3, 5, 7);
        assertThat(again).isEqualTo(ImageEncoder.rgbPng(pixels, 5, 7));
    }

    @Test
    void valuesOutsideTheRangeAreCutOff() throws Exception {
        byte[] png = ImageEncoder.png(new float[] {-3, 0.5f, 7, Float.POSITIVE_INFINITY}, 1, 2, 2);
        assertThat(new ImageDecoder(ImageShape.plain(1, 2, 2)).decode(png)).containsExactly(0, 128 / 255f, 1, 1);
    }

    @Test
    void aWrongNumberOfPixelsIsRefused() {
        assertThatThrownBy(() -> ImageEncoder.greyPng(new byte[5], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values are not an image of 1 x 2 x 2");
    }
}
