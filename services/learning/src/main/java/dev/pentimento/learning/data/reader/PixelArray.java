package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.ImageContent;
import dev.pentimento.learning.image.ImageEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Many images of the same size in one array, as in IDX and NumPy files: {@code count × height × width × channels}
 * unsigned bytes. They may be on disk.
 *
 * @param channels 1 (grey) or 3 (red, green, blue of one pixel together)
 */
record PixelArray(int count, int height, int width, int channels, ArrayBytes pixels) {
    PixelArray {
        if ((long) count * height * width * channels != pixels.size()) {
            throw new IllegalArgumentException(pixels.size() + " bytes are not " + count + " images of " + channels
                    + " x " + height + " x " + width);
        }
    }

    ImageContent image(int index) {
        return new PixelContent(this, index);
    }

    private byte[] imagePixels(int index) {
        byte[] image = new byte[height * width * channels];
        pixels.read((long) index * image.length, image);
        return image;
    }

    private record PixelContent(PixelArray array, int index) implements ImageContent {
        @Override
        public byte[] bytes() {
            byte[] image = array.imagePixels(index);
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
            digest.update(array.imagePixels(index));
        }

        @Override
        public String toString() {
            return "image " + index + " of " + array.count;
        }
    }
}
