package dev.pentimento.learning.version;

import dev.pentimento.learning.data.corruption.Disturbance;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.UnusableOutputException;
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
 * @param rows which held-out images; the same for all disturbances
 * @param embeddings of the disturbed images, with their labels
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record DisturbedImages(String kind, int[] rows, LabelledRows embeddings) {
    /** From fewer held-out images, accuracy cannot be learned: half of them are disturbed. */
    private static final int FEWEST_HELD_OUT = 200;

    private static final int MOST = 500;
    private static final int FEWEST = 100;
    /** Values of all images that are disturbed in one way: bounds the time for encoders of large images. */
    private static final int VALUES = 20_000_000;

    /** How many of the held-out images are disturbed: at most half, since the others are what they are compared with. */
    private static int count(int heldOut, ImageShape input) {
        int wanted = Math.max(FEWEST, Math.min(MOST, VALUES / input.size()));
        return heldOut < FEWEST_HELD_OUT ? 0 : Math.min(heldOut / 2, wanted);
    }

    /** How many images {@link #embed} embeds. */
    public static int passes(int heldOut, ImageShape input) {
        return Disturbance.values().length * Disturbance.STRENGTHS * count(heldOut, input);
    }

    /**
     * Disturbs some held-out images, drawn at random, in every way, and embeds them. A disturbance that the encoder cannot
     * answer with finite values is left out.
     *
     * @param heldOut n×(c·h·w), as the encoder takes them
     * @param batch number of images in one forward pass, or fewer if they are large
     * @param embedded receives the number of images that are done, and may throw
     * @return one for each kind and strength; empty if there are fewer than 200 held-out images
     */
    public static List<DisturbedImages> embed(
            Encoder encoder, LabelledSource heldOut, int batch, long seed, IntConsumer embedded) {
        Random random = new Random(seed);
        int[] rows = Arrays.copyOf(Shuffle.of(heldOut.size(), random), count(heldOut.size(), encoder.input()));
        List<Collected> all = new ArrayList<>();
        for (Disturbance disturbance : Disturbance.values()) {
            for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
                all.add(new Collected(disturbance, strength, new float[rows.length * encoder.dimensions()]));
            }
        }
        int size = LabelledSource.batch(batch, heldOut.columns());
        for (int from = 0; from < rows.length; from += size) {
            LabelledRows part = heldOut.select(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + size)));
            for (Collected each : all) {
                each.add(encoder, part.rows(), from, random);
            }
            embedded.accept(all.size() * (from + part.size()));
        }
        int[] labels = Arrays.stream(rows).map(row -> heldOut.labels()[row]).toArray();
        return all.stream()
                .filter(each -> rows.length > 0 && !each.failed)
                .map(each -> each.images(rows, labels, encoder.dimensions()))
                .toList();
    }

    /** The embeddings of one disturbance, batch by batch. */
    private static final class Collected {
        private final Disturbance disturbance;
        private final int strength;
        private final float[] embeddings;
        private boolean failed;

        Collected(Disturbance disturbance, int strength, float[] embeddings) {
            this.disturbance = disturbance;
            this.strength = strength;
            this.embeddings = embeddings;
        }

        void add(Encoder encoder, FloatMatrix images, int at, Random random) {
            try {
                float[] values = encoder.embed(disturb(images, encoder.input(), disturbance, strength, random))
                        .values();
                System.arraycopy(values, 0, embeddings, at * encoder.dimensions(), values.length);
            } catch (UnusableOutputException e) {
                failed = true; // such as a network that divides by the deviation of an image that is now all white
            }
        }

        DisturbedImages images(int[] rows, int[] labels, int dimensions) {
            FloatMatrix matrix = new FloatMatrix(rows.length, dimensions, embeddings);
            return new DisturbedImages(disturbance.name(), rows, new LabelledRows(matrix, labels));
        }
    }

    /** The disturbances work on values of 0 to 1, as they are before a network's range, mean and deviation. */
    static FloatMatrix disturb(
            FloatMatrix images, ImageShape shape, Disturbance disturbance, int strength, Random random) {
        float[] values = new float[images.values().length];
        int plane = shape.height() * shape.width();
        float lowest = shape.reading().lowest();
        float range = shape.reading().highest() - lowest;
        for (int row = 0; row < images.rows(); row++) {
            float[] pixels = images.row(row);
            for (int i = 0; i < pixels.length; i++) {
                int channel = i / plane;
                pixels[i] = (pixels[i] * shape.standardDeviation()[channel] + shape.mean()[channel] - lowest) / range;
            }
            ImagePixels image = new ImagePixels(shape.channels(), shape.height(), shape.width(), pixels);
            float[] changed = disturbance.apply(image, strength, random).values();
            for (int i = 0; i < changed.length; i++) {
                int channel = i / plane;
                float ranged = changed[i] * range + lowest;
                values[row * shape.size() + i] = (ranged - shape.mean()[channel]) / shape.standardDeviation()[channel];
            }
        }
        return new FloatMatrix(images.rows(), images.columns(), values);
    }
}
