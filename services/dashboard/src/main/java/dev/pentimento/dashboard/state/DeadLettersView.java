package dev.pentimento.dashboard.state;

import java.util.List;

/**
 * Dead letters since the begin of the topic.
 *
 * @param counts by reason, most frequent first
 * @param latest newest first
 */
public record DeadLettersView(long total, List<DeadLetterHistory.Count> counts, List<DeadLetterHistory.Entry> latest) {}
