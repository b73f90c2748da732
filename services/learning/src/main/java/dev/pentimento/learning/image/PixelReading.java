package dev.pentimento.learning.image;

/**
 * How the samples of an image file become values. It is part of a version: a network must see in operation what it saw
 * in training.
 *
 * @param upright whether an image is turned as its Exif data says
 * @param black the sample of a grey image with 16 bits that becomes 0; smaller ones do too
 * @param white the sample of a grey image with 16 bits that becomes 1; larger ones do too
 */
public record PixelReading(boolean upright, int black, int white) {
    /** The largest sample of 16 bits. */
    public static final int LARGEST = 65_535;

    /** Images are turned, and the range of 16 bits is used in full. */
    public static final PixelReading STANDARD = new PixelReading(true, 0, LARGEST);

    /** As {@link #STANDARD}, but images stay as they are stored. */
    public static final PixelReading AS_STORED = new PixelReading(false, 0, LARGEST);

    /** @throws IllegalArgumentException if the range is empty or exceeds 16 bits */
    public PixelReading {
        if (black < 0 || white > LARGEST || black >= white) {
            throw new IllegalArgumentException(
                    "the range of grey must lie within 0:" + LARGEST + " and not be empty: " + black + ":" + white);
        }
    }

    /** Whether grey images of 16 bits use their full range. */
    public boolean usesFullRange() {
        return black == 0 && white == LARGEST;
    }
}
