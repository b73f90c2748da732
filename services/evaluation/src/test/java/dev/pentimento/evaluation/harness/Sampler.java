package dev.pentimento.evaluation.harness;

import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** An endless stream of images: draws with replacement from images that the reference does not have. */
interface Sampler {
    /** Where an image comes from. */
    record Draw(Scored set, int row) {}

    Draw next(Random random);

    /** Images that come together. */
    record Batch(FloatMatrix scores, int[] predicted, List<Draw> draws) {}

    default Batch next(Random random, int images) {
        List<Draw> draws = new ArrayList<>(images);
        float[] values = null;
        int[] predicted = new int[images];
        for (int i = 0; i < images; i++) {
            Draw draw = next(random);
            FloatMatrix scores = draw.set.scores();
            values = values == null ? new float[images * scores.columns()] : values;
            System.arraycopy(
                    scores.values(), draw.row * scores.columns(), values, i * scores.columns(), scores.columns());
            predicted[i] = draw.set.predicted()[draw.row];
            draws.add(draw);
        }
        return new Batch(new FloatMatrix(images, values.length / images, values), predicted, draws);
    }

    /** Every image for itself. */
    static Sampler independent(Scored set, int[] rows) {
        return random -> new Draw(set, rows[random.nextInt(rows.length)]);
    }

    /** {@code length} images of one group after another; groups come as often as among the rows. */
    static Sampler bursts(Scored set, int[] rows, IntUnaryOperator group, int length) {
        List<int[]> groups = new ArrayList<>();
        for (int wanted = 0; ; wanted++) {
            int each = wanted;
            int[] members = java.util.Arrays.stream(rows)
                    .filter(row -> group.applyAsInt(row) == each)
                    .toArray();
            if (members.length == 0) {
                break;
            }
            groups.add(members);
        }
        int[] left = {0, 0};
        return random -> {
            if (left[0] == 0) {
                left[0] = length;
                left[1] = group.applyAsInt(rows[random.nextInt(rows.length)]);
            }
            left[0]--;
            int[] members = groups.get(left[1]);
            return new Draw(set, members[random.nextInt(members.length)]);
        };
    }

    /** {@code share} of the images from {@code other}. */
    default Sampler mixed(Sampler other, double share) {
        return random -> random.nextDouble() < share ? other.next(random) : next(random);
    }

    /** The first classes come as often again as the odds say. */
    static Sampler classMix(Scored set, int[] rows, int classes, double odds) {
        return random -> {
            while (true) {
                int row = rows[random.nextInt(rows.length)];
                if (random.nextDouble() * odds < (set.images().labels()[row] < classes ? odds : 1)) {
                    return new Draw(set, row);
                }
            }
        };
    }
}
