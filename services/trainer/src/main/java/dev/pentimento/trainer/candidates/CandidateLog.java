package dev.pentimento.trainer.candidates;

import dev.pentimento.events.ModelCandidate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The candidates that wait for an answer, restored from the topic after a restart. Not thread-safe. */
public final class CandidateLog {
    private final Set<String> answered = new HashSet<>();
    private final Map<String, ModelCandidate> waiting = new LinkedHashMap<>();

    /** Applies a candidate or an answer. */
    public void accept(ModelCandidate candidate) {
        if (candidate.getAnswer() != null) {
            answered.add(candidate.getId());
            waiting.remove(candidate.getId());
        } else if (!answered.contains(candidate.getId())) {
            waiting.putIfAbsent(candidate.getId(), candidate);
        }
    }

    /** Candidates without an answer, oldest first. */
    public List<ModelCandidate> waiting() {
        return List.copyOf(waiting.values());
    }
}
