package dev.pentimento.learning.data;

import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.PixelReading;
import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of the range of 16 bits a data set's grey images use. Scanners with 12 bits often store samples up to 4,095 in
 * files of 16 bits, which are nearly black if the range is used in full.
 */
public final class GreyUse {
    private static final int IMAGES_LOOKED_AT = 100;
    private static final int BARELY = 4;

    private int smallest = PixelReading.LARGEST;
    private int largest;

    private GreyUse() {}

    /**
     * A warning if the images use less than a quarter of the range.
     *
     * @param images of which some are looked at, spread over the data set
     */
    public static Optional<String> warning(ImageDataset images, PixelReading reading) {
        GreyUse use = new GreyUse();
        int step = Math.max(1, images.size() / IMAGES_LOOKED_AT);
        for (int i = 0; i < images.size(); i += step) {
            use.look(images.examples().get(i).content());
        }
        return use.warning(reading);
    }

    private void look(byte[] content) {
        try {
            if (ImageFile.open(content).isWideGrey()) {
                for (float value : ImageDecoder.decodeAsIs(content, pixels -> pixels.values())) {
                    int sample = Math.round(value * PixelReading.LARGEST);
                    smallest = Math.min(smallest, sample);
                    largest = Math.max(largest, sample);
                }
            }
        } catch (UndecodableImageException e) {
            // Reported when the data set is decoded as a whole.
        }
    }

    private Optional<String> warning(PixelReading reading) {
        if (largest <= smallest || (largest - smallest) * BARELY >= reading.white() - reading.black()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the grey images of 16 bits use only the samples %,d to %,d of %,d to %,d, so they have hardly any contrast;"
                        + " --grey-range %d:%d uses the range that they have",
                smallest,
                largest,
                reading.black(),
                reading.white(),
                black(),
                white()));
    }

    /** Zero, unless the images use only a small part of the range below their largest sample. */
    private int black() {
        return (largest - smallest) * BARELY < largest ? smallest : 0;
    }

    /** The largest sample of as many bits as the images use. */
    private int white() {
        return black() > 0 ? largest : (Integer.highestOneBit(largest) << 1) - 1;
    }
}
