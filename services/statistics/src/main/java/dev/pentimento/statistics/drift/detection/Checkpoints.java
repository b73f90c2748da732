package dev.pentimento.statistics.drift.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights of the growing reference at earlier times, sparser the further back (about two per octave). When a change is
 * detected, the reference is reset to its state before the change, which removes the changed images from it.
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

    /** The latest weights from no later than {@code images}; later ones are discarded. */
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
            SavedState.write(out, checkpoint.weights);
        }
    }

    void read(DataInput in) throws IOException {
        kept.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            kept.add(new Checkpoint(in.readLong(), SavedState.doubles(in, size)));
        }
    }
}
