package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import java.util.List;

/** The trainer's decision on a request: a change, or a refusal. */
public sealed interface StageDecision {

    /** A sentence with the result, or the reason for the refusal. */
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
