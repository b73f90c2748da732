package dev.pentimento.learning.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pentimento.tensors.Floats;
import java.util.Arrays;
import java.util.List;

/**
 * A network's input for one image: {@code channels × height × width} values, channel by channel (CHW), each {@code (v -
 * mean) / standardDeviation} with v in 0..1, or in the range that its reading says.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height in pixels
 * @param width in pixels
 * @param mean one for each channel, of values in that range and in the order that the network takes
 * @param standardDeviation one for each channel, positive
 * @param reading how an image file becomes values in that range
 */
@SuppressWarnings("ArrayRecordComponent") // Copied on the way in and out, compared by value.
@JsonIgnoreProperties("reading") // A network's file describes numbers; the version says how they are read.
public record ImageShape(
        int channels, int height, int width, float[] mean, float[] standardDeviation, PixelReading reading) {
    private static final int LARGEST_SIDE = 4096;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    public ImageShape {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 (grey) or 3 (red, green, blue): " + channels);
        }
        requireSide("height", height);
        requireSide("width", width);
        mean = requireChannels("mean", mean, channels);
        standardDeviation = requireChannels("standard deviation", standardDeviation, channels);
        for (float deviation : standardDeviation) {
            if (deviation <= 0) {
                throw new IllegalArgumentException("standard deviation must be positive: " + deviation);
            }
        }
    }

    /** An input whose files are read in the standard way. */
    @JsonCreator
    public ImageShape(
            @JsonProperty("channels") int channels,
            @JsonProperty("height") int height,
            @JsonProperty("width") int width,
            @JsonProperty("mean") float[] mean,
            @JsonProperty("standardDeviation") float[] standardDeviation) {
        this(channels, height, width, mean, standardDeviation, PixelReading.STANDARD);
    }

    /** The same input, whose files are read in another way. */
    public ImageShape withReading(PixelReading other) {
        return new ImageShape(channels, height, width, mean, standardDeviation, other);
    }

    /** Whether both take the same numbers, however they are read from files. */
    public boolean takesTheSameAs(ImageShape other) {
        return equals(other.withReading(reading));
    }

    /** An image whose values stay in 0..1. */
    public static ImageShape plain(int channels, int height, int width) {
        float[] one = Floats.filled(Math.max(channels, 0), 1);
        return new ImageShape(channels, height, width, new float[one.length], one);
    }

    /** As in events: {@code mean} and {@code standardDeviation} are lists with one value per channel. */
    public static ImageShape of(
            int channels,
            int height,
            int width,
            List<Float> mean,
            List<Float> standardDeviation,
            PixelReading reading) {
        return new ImageShape(channels, height, width, unboxed(mean), unboxed(standardDeviation), reading);
    }

    private static float[] unboxed(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private static void requireSide(String name, int pixels) {
        if (pixels < 1 || pixels > LARGEST_SIDE) {
            throw new IllegalArgumentException(name + " must be 1.." + LARGEST_SIDE + " pixels: " + pixels);
        }
    }

    private static float[] requireChannels(String name, float[] values, int channels) {
        if (values.length != channels) {
            throw new IllegalArgumentException(
                    name + " must have one value for each of " + channels + " channels: " + Arrays.toString(values));
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite: " + Arrays.toString(values));
            }
        }
        return values.clone();
    }

    /** Number of values of one image. */
    public int size() {
        return channels * height * width;
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] standardDeviation() {
        return standardDeviation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageShape shape
                && channels == shape.channels
                && height == shape.height
                && width == shape.width
                && reading.equals(shape.reading)
                && Arrays.equals(mean, shape.mean)
                && Arrays.equals(standardDeviation, shape.standardDeviation);
    }

    @Override
    public int hashCode() {
        int sides = (channels * 31 + height) * 31 + width;
        int values = (sides * 31 + Arrays.hashCode(mean)) * 31 + Arrays.hashCode(standardDeviation);
        return values * 31 + reading.hashCode();
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width + ", mean " + Arrays.toString(mean) + ", standard deviation "
                + Arrays.toString(standardDeviation);
    }
}
