package dev.pentimento.learning.image;

/**
 * How the samples of an image file become values. It is part of a version: a network must see in operation what it saw
 * in training.
 *
 * @param upright whether an image is turned as its Exif data says
 * @param black the sample of a grey image with 16 bits that becomes 0; smaller ones do too
 * @param white the sample of a grey image with 16 bits that becomes 1; larger ones do too
 * @param framing how an image of any size becomes one of the input's size
 * @param bgr whether colours are in the order blue, green, red
 * @param lowest what black becomes before the mean is subtracted; 0 in most networks
 * @param highest what white becomes; 1 in most networks
 */
public record PixelReading(
        boolean upright, int black, int white, Framing framing, boolean bgr, float lowest, float highest) {
    /** The largest sample of 16 bits. */
    public static final int LARGEST = 65_535;

    /** Images are turned, and the range of 16 bits is used in full. */
    public static final PixelReading STANDARD = new PixelReading(true, 0, LARGEST);

    /** As {@link #STANDARD}, but images stay as they are stored. */
    public static final PixelReading AS_STORED = new PixelReading(false, 0, LARGEST);

    /** @throws IllegalArgumentException if a range is empty, or that of grey exceeds 16 bits */
    public PixelReading {
        if (black < 0 || white > LARGEST || black >= white) {
            throw new IllegalArgumentException(
                    "the range of grey must lie within 0:" + LARGEST + " and not be empty: " + black + ":" + white);
        }
        if (!(lowest < highest) || !Float.isFinite(highest - lowest)) {
            throw new IllegalArgumentException(
                    "the range of values must be finite and not be empty: " + lowest + ":" + highest);
        }
    }

    /** The whole image, resized, in red, green and blue from 0 to 1. */
    public PixelReading(boolean upright, int black, int white) {
        this(upright, black, white, Framing.STANDARD, false, 0, 1);
    }

    /** The same for images of another kind of network. */
    public PixelReading with(Framing other, boolean blueFirst, float low, float high) {
        return new PixelReading(upright, black, white, other, blueFirst, low, high);
    }

    /** Whether values are from 0 to 1. */
    boolean isUnit() {
        return lowest == 0 && highest == 1;
    }

    /** Whether grey images of 16 bits use their full range. */
    public boolean usesFullRange() {
        return black == 0 && white == LARGEST;
    }
}
