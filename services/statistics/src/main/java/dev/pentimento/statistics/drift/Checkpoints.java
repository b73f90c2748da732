package dev.pentimento.statistics.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the growing reference weighed at earlier moments, the further back the sparser (about two per octave): when a
 * change is noticed, the reference goes back to before it began and forgets the changed images it took in.
 */
final class Checkpoints {
    private record Checkpoint(long images, double[] weights) {}

    private static final long SPACING = 512;

    private final List<Checkpoint> kept = new ArrayList<>();
    private final int size;

    Checkpoints(double[] weights) {
        size = weights.length;
        kept.add(new Checkpoint(0, weights));
    }

    boolean due(long images) {
        return images - kept.get(kept.size() - 1).images >= SPACING;
    }

    void add(long images, double[] weights) {
        kept.add(new Checkpoint(images, weights));
        for (int i = kept.size() - 2; i > 0; i--) {
            long gap = kept.get(i + 1).images - kept.get(i - 1).images;
            if (2 * gap < images - kept.get(i - 1).images) {
                kept.remove(i);
            }
        }
    }

    /** Weights as they were no later than {@code images}; whatever came later is forgotten. */
    double[] backTo(long images) {
        while (kept.size() > 1 && kept.get(kept.size() - 1).images > images) {
            kept.remove(kept.size() - 1);
        }
        return kept.get(kept.size() - 1).weights.clone();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(kept.size());
        for (Checkpoint checkpoint : kept) {
            out.writeLong(checkpoint.images);
            for (double weight : checkpoint.weights) {
                out.writeDouble(weight);
            }
        }
    }

    void read(DataInput in) throws IOException {
        kept.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long images = in.readLong();
            double[] weights = new double[size];
            for (int b = 0; b < size; b++) {
                weights[b] = in.readDouble();
            }
            kept.add(new Checkpoint(images, weights));
        }
    }
}
