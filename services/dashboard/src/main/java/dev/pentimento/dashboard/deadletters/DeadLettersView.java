package dev.pentimento.dashboard.deadletters;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.pentimento.events.DeadLetter;
import java.util.List;

/**
 * Dead letters since the start of the topic.
 *
 * @param counts by reason, most frequent first
 * @param latest newest first
 */
public record DeadLettersView(
        long total,
        List<DeadLetterHistory.Count> counts,
        @JsonIgnoreProperties("content") List<DeadLetter> latest) {}
