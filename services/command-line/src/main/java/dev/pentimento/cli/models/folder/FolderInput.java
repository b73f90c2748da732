package dev.pentimento.cli.models.folder;

import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.Interpolation;
import org.jspecify.annotations.Nullable;

/**
 * What a folder says about the images that its network takes; null: it does not say that.
 *
 * @param file that says it, for messages
 * @param channels 1 or 3
 * @param height of the network's input
 * @param width of the network's input
 * @param resize how images are resized before they are cut to the input's size
 * @param bgr whether colours are in the order blue, green, red
 * @param range what black and white become before the mean is subtracted
 * @param mean one for each channel
 * @param deviation one for each channel
 * @param earlyCut whether images are cut as by Hugging Face, as in {@link dev.pentimento.learning.image.Framing}
 * @param levels whether the network takes whole numbers, uint8
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FolderInput(
        String file,
        @Nullable Integer channels,
        @Nullable Integer height,
        @Nullable Integer width,
        @Nullable Sides resize,
        @Nullable Interpolation interpolation,
        @Nullable Boolean rounded,
        @Nullable Boolean bgr,
        float @Nullable [] range,
        float @Nullable [] mean,
        float @Nullable [] deviation,
        boolean earlyCut,
        boolean levels) {
    /** Nothing is said. */
    public static final FolderInput NONE =
            new FolderInput("", null, null, null, null, null, null, null, null, null, null, false, false);

    /**
     * The same for a network that takes pixels from 0 to 255.
     *
     * @param network its file, which says so if no other does
     */
    public FolderInput withLevels(String network) {
        return new FolderInput(
                file.isEmpty() ? network : file,
                channels,
                height,
                width,
                resize,
                interpolation,
                rounded,
                bgr,
                new float[] {0, 255},
                new float[] {0},
                new float[] {1},
                earlyCut,
                true);
    }

    /**
     * How the sides of an image are resized.
     *
     * @param height 0: as the input, as in {@link dev.pentimento.learning.image.Framing}
     */
    public record Sides(Resize resize, int height, int width) {
        /** As the option {@code --resize} says it. */
        @Override
        public String toString() {
            return switch (resize) {
                case EXACT -> height == 0 ? "exact" : "exact:" + height + "x" + width;
                case SHORTER_SIDE -> height == 0 ? "shorter-side" : "shorter-side:" + height;
                case LETTERBOX -> "letterbox";
                case NONE -> "none";
            };
        }
    }
}
