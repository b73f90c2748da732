package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import java.util.List;

/** What becomes of a wish. */
public sealed interface Decision {

    /** What was done or why not, in words. */
    String detail();

    /** @param records to be written in one transaction */
    record Change(List<ModelVersion> records, String detail) implements Decision {
        public Change {
            records = List.copyOf(records);
        }
    }

    record Refusal(String detail) implements Decision {}
}
