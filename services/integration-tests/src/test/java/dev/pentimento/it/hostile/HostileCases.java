package dev.pentimento.it.hostile;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** Draws cases of all kinds. Case i of a seed is always the same, so that a failing one can be made again alone. */
public final class HostileCases {
    private final long seed;
    private final PlainRecords records;
    private final HostileRecords events;
    private final HostileEmbeddings embeddings;

    /**
     * @param classes that the champion knows
     * @param encoder the champion's
     * @param dimensions of its vectors
     * @param good how many images with ids good-0, good-1 … were sent; at least 1
     */
    public HostileCases(
            long seed, PlainRecords records, List<String> classes, String encoder, int dimensions, IntSupplier good) {
        this.seed = seed;
        this.records = records;
        this.events = new HostileRecords(records, classes, good);
        this.embeddings = new HostileEmbeddings(records, encoder, dimensions);
    }

    public HostileCase draw(int index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + index);
        int topic = random.nextInt(100);
        if (topic < 75) {
            return events.image("hostile-" + index, random);
        } else if (topic < 92) {
            return events.label(random);
        } else if (topic < 97) {
            return embeddings.draw(random);
        }
        return HostileModels.draw(records, random);
    }
}
