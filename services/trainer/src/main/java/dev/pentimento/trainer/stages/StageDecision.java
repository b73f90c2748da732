package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import java.util.List;

/** What the trainer does with a request: a change, or a refusal. */
public sealed interface StageDecision {

    /** Sentence: what was done, or why not. */
    String detail();

    /** Versions to write, in one transaction with the answer. */
    List<ModelVersion> records();

    record Change(List<ModelVersion> records, String detail) implements StageDecision {
        public Change {
            records = List.copyOf(records);
        }
    }

    record Refusal(List<ModelVersion> records, String detail) implements StageDecision {
        public Refusal {
            records = List.copyOf(records);
        }

        public Refusal(String detail) {
            this(List.of(), detail);
        }
    }
}
