package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.ImageContent;
import dev.pentimento.learning.image.ImageEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Many images of the same size in one array, as in IDX and NumPy files: {@code count × height × width × channels}
 * unsigned bytes.
 *
 * @param channels 1 (grey) or 3 (red, green, blue of one pixel together)
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of it would cost as much as the data set.
record PixelArray(int count, int height, int width, int channels, byte[] pixels) {
    PixelArray {
        if ((long) count * height * width * channels != pixels.length) {
            throw new IllegalArgumentException(pixels.length + " bytes are not " + count + " images of " + channels
                    + " x " + height + " x " + width);
        }
    }

    ImageContent image(int index) {
        return new PixelContent(this, index);
    }

    private int imageBytes() {
        return height * width * channels;
    }

    private record PixelContent(PixelArray array, int index) implements ImageContent {
        @Override
        public byte[] bytes() {
            int size = array.imageBytes();
            byte[] image = new byte[size];
            System.arraycopy(array.pixels, index * size, image, 0, size);
            return array.channels == 1
                    ? ImageEncoder.greyPng(image, array.height, array.width)
                    : ImageEncoder.rgbPng(image, array.height, array.width);
        }

        @Override
        public void addTo(MessageDigest digest) {
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(array.channels)
                    .putInt(array.height)
                    .putInt(array.width)
                    .array());
            digest.update(array.pixels, index * array.imageBytes(), array.imageBytes());
        }

        @Override
        public String toString() {
            return "image " + index + " of " + array.count;
        }
    }
}
