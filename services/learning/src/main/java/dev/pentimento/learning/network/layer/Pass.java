package dev.pentimento.learning.network.layer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How layers behave in one forward pass. The two switches are separate because gradients pass through a frozen
 * classifier with its dropout on and its BatchNorm in evaluation mode.
 *
 * @param batchStatistics whether BatchNorm uses the batch's statistics and updates its running ones
 * @param dropout source of dropout masks; if empty, dropout is off. Masks come from Java and not from the engine's
 *     single generator, so that concurrent training runs do not affect each other's reproducibility
 */
public record Pass(boolean batchStatistics, @Nullable RandomGenerator dropout) {

    public static final Pass INFERENCE = new Pass(false, null);

    public static Pass training(RandomGenerator random) {
        return new Pass(true, random);
    }

    public static Pass frozenWithDropout(RandomGenerator random) {
        return new Pass(false, random);
    }
}
