package dev.pentimento.evaluation.joining;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.Outcome;

/** The output of the join to other steps and to topics. */
public sealed interface JoinOutput {
    record OutcomeMade(Outcome event) implements JoinOutput {}

    /** Changes of counts, encoded. */
    record QualityCounts(byte[] value) implements JoinOutput {}

    /** First labels for drift, encoded. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Labels(byte[] value) implements JoinOutput {}

    record Refused(DeadLetter letter) implements JoinOutput {}
}
