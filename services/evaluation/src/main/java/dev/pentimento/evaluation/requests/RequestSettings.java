package dev.pentimento.evaluation.requests;

import dev.pentimento.statistics.requests.RequestBudget;
import java.time.Duration;

/**
 * Settings for label requests.
 *
 * @param budget of each partition of embeddings
 * @param retention how long an image waits for its label
 */
public record RequestSettings(RequestBudget budget, Duration retention) {
    /** Whether any image is drawn. */
    public boolean on() {
        return budget.perHour() > 0;
    }
}
