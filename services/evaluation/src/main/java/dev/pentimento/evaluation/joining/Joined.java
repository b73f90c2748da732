package dev.pentimento.evaluation.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the join made of one arrival.
 *
 * @param next state of the image id from now on; none: nothing is left to remember
 * @param decisions in the order in which they were taken
 */
public record Joined(@Nullable ImageState next, List<Decision> decisions) {
    public Joined {
        decisions = List.copyOf(decisions);
    }
}
