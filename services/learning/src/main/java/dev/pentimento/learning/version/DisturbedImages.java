package dev.pentimento.learning.version;

import dev.pentimento.learning.data.corruption.Disturbance;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Some held-out images, all disturbed in the same way, as an encoder sees them.
 *
 * @param kind name of the disturbance
 * @param rows which held-out images
 * @param embeddings of the disturbed images, with their labels
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record DisturbedImages(String kind, int[] rows, LabelledRows embeddings) {
    private static final int MOST = 500;
    private static final int FEWEST = 100;
    /** Values of all images that are disturbed in one way: bounds the time for encoders of large images. */
    private static final int VALUES = 20_000_000;

    private static int count(int heldOut, ImageShape input) {
        return Math.min(heldOut, Math.max(FEWEST, Math.min(MOST, VALUES / input.size())));
    }

    /** How often an encoder runs for {@link #embed}. */
    public static int passes(int heldOut, ImageShape input) {
        return Disturbance.values().length * Disturbance.STRENGTHS * count(heldOut, input);
    }

    /**
     * Disturbs some held-out images, drawn at random, in every way, and embeds them.
     *
     * @param heldOut n×(c·h·w), as the encoder takes them
     * @param embedded receives the number of images that are done, and may throw
     */
    public static List<DisturbedImages> embed(
            Encoder encoder, LabelledSource heldOut, long seed, IntConsumer embedded) {
        Random random = new Random(seed);
        int count = count(heldOut.size(), encoder.input());
        int[] rows = Arrays.copyOf(Shuffle.of(heldOut.size(), random), count);
        LabelledRows images = heldOut.select(rows);
        List<DisturbedImages> all = new ArrayList<>();
        for (Disturbance disturbance : Disturbance.values()) {
            for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
                FloatMatrix changed = disturb(images.rows(), encoder.input(), disturbance, strength, random);
                LabelledRows embeddings = encoder.embedAll(images.with(changed), Encoder.BATCH, done -> {});
                all.add(new DisturbedImages(disturbance.name(), rows, embeddings));
                embedded.accept(all.size() * count);
            }
        }
        return all;
    }

    private static FloatMatrix disturb(
            FloatMatrix images, ImageShape shape, Disturbance disturbance, int strength, Random random) {
        float[] values = new float[images.values().length];
        for (int row = 0; row < images.rows(); row++) {
            ImagePixels image = pixels(images.row(row), shape);
            float[] changed = disturbance.apply(image, strength, random).values();
            for (int i = 0; i < changed.length; i++) {
                int channel = i / (shape.height() * shape.width());
                values[row * shape.size() + i] =
                        (changed[i] - shape.mean()[channel]) / shape.standardDeviation()[channel];
            }
        }
        return new FloatMatrix(images.rows(), images.columns(), values);
    }

    /** Values of 0 to 1, as they were before the shape's mean and standard deviation. */
    private static ImagePixels pixels(float[] values, ImageShape shape) {
        float[] pixels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (shape.height() * shape.width());
            pixels[i] = values[i] * shape.standardDeviation()[channel] + shape.mean()[channel];
        }
        return new ImagePixels(shape.channels(), shape.height(), shape.width(), pixels);
    }
}
