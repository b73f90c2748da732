package dev.pentimento.evaluation.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of the join for one arrival.
 *
 * @param next new state of the image id; none: nothing needs to be kept
 * @param decisions in the order in which they were made
 */
public record Joined(@Nullable ImageState next, List<Decision> decisions) {
    public Joined {
        decisions = List.copyOf(decisions);
    }
}
