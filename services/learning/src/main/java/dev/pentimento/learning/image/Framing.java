package dev.pentimento.learning.image;

/**
 * How an image of any size becomes one of the input's size. What is larger than the input after resizing is cut off on
 * both sides, as by torchvision's {@code CenterCrop}; what is smaller is padded.
 *
 * @param resize how sides are resized
 * @param height rows after resizing with {@link Resize#EXACT}, or the shorter side with {@link Resize#SHORTER_SIDE}; 0: as
 *     the input
 * @param width columns, likewise; the same number as {@code height} with {@link Resize#SHORTER_SIDE}
 * @param interpolation how values between pixels are found
 * @param fill value of pixels that pad the image, 0..255
 * @param rounded whether values are rounded to 256 levels after each step, as in PIL. Grey images of 16 bits are not
 * @param earlyCut where an odd number of pixels is cut off or padded: whether the image's place is rounded down, as by
 *     Hugging Face's {@code center_crop}; otherwise it is rounded as by torchvision's
 */
public record Framing(
        Resize resize,
        int height,
        int width,
        Interpolation interpolation,
        int fill,
        boolean rounded,
        boolean earlyCut) {
    /** What is done with the sides of an image. */
    public enum Resize {
        /** Both sides get their given lengths; the aspect ratio is not kept. */
        EXACT,
        /** The shorter side gets its given length; the aspect ratio is kept: torchvision's {@code Resize(length)}. */
        SHORTER_SIDE,
        /** The image is as large as fits into the input; the aspect ratio is kept: PIL's {@code ImageOps.pad}. */
        LETTERBOX,
        /** The sides keep their lengths. */
        NONE
    }

    /** The whole image, resized to the input's size. */
    public static final Framing STANDARD = new Framing(Resize.EXACT, 0, 0, Interpolation.BILINEAR, 0, false);

    private static final int LARGEST_SIDE = 8192;
    private static final int LARGEST_LEVEL = 255;

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public Framing {
        requireSide("height", height);
        requireSide("width", width);
        boolean sized = height != 0;
        if (sized != (width != 0)) {
            throw new IllegalArgumentException(
                    "height and width of the resized image belong together: " + height + "x" + width);
        }
        if (sized && (resize == Resize.LETTERBOX || resize == Resize.NONE)) {
            throw new IllegalArgumentException(
                    "the resized image has no given size with " + resize + ": " + height + "x" + width);
        }
        if (resize == Resize.SHORTER_SIDE && height != width) {
            throw new IllegalArgumentException("the shorter side has one length: " + height + "x" + width);
        }
        if (fill < 0 || fill > LARGEST_LEVEL) {
            throw new IllegalArgumentException("the fill must be 0.." + LARGEST_LEVEL + ": " + fill);
        }
    }

    /** Cut as by torchvision. */
    public Framing(Resize resize, int height, int width, Interpolation interpolation, int fill, boolean rounded) {
        this(resize, height, width, interpolation, fill, rounded, false);
    }

    private static void requireSide(String name, int pixels) {
        if (pixels < 0 || pixels > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    name + " of the resized image must be 1.." + LARGEST_SIDE + " pixels: " + pixels);
        }
    }

    /** What is done with an image of this size, seen upright. */
    Frame of(int fromHeight, int fromWidth, int toHeight, int toWidth) {
        return switch (resize) {
            case EXACT -> exact(fromHeight, fromWidth, toHeight, toWidth);
            case SHORTER_SIDE -> shorterSide(fromHeight, fromWidth, toHeight, toWidth);
            case LETTERBOX -> letterbox(fromHeight, fromWidth, toHeight, toWidth);
            case NONE -> new Frame(centred(fromHeight, fromHeight, toHeight), centred(fromWidth, fromWidth, toWidth));
        };
    }

    private Frame exact(int fromHeight, int fromWidth, int toHeight, int toWidth) {
        return height == 0
                ? new Frame(Axis.resized(fromHeight, toHeight), Axis.resized(fromWidth, toWidth))
                : new Frame(centred(fromHeight, height, toHeight), centred(fromWidth, width, toWidth));
    }

    private Frame shorterSide(int fromHeight, int fromWidth, int toHeight, int toWidth) {
        int side = height == 0 ? Math.min(toHeight, toWidth) : height;
        boolean upright = fromWidth <= fromHeight;
        long longer = longer(side, Math.max(fromHeight, fromWidth), Math.min(fromHeight, fromWidth));
        return new Frame(
                centred(fromHeight, upright ? longer : side, toHeight),
                centred(fromWidth, upright ? side : longer, toWidth));
    }

    private Axis centred(int from, long scaled, int to) {
        return earlyCut ? Axis.centredDown(from, scaled, to) : Axis.centred(from, scaled, to);
    }

    /** Cut off to a whole number, as torchvision and Hugging Face do. */
    private static long longer(int side, int longer, int shorter) {
        return (long) ((double) ((long) side * longer) / shorter);
    }

    private static Frame letterbox(int fromHeight, int fromWidth, int toHeight, int toWidth) {
        double ratio = (double) fromWidth / fromHeight;
        double goal = (double) toWidth / toHeight;
        int rows = ratio > goal ? rounded((double) fromHeight / fromWidth * toWidth) : toHeight;
        int columns = ratio < goal ? rounded((double) fromWidth / fromHeight * toHeight) : toWidth;
        return new Frame(Axis.padded(fromHeight, rows, toHeight), Axis.padded(fromWidth, columns, toWidth));
    }

    private static int rounded(double pixels) {
        return Math.max(1, (int) Math.rint(pixels));
    }
}
