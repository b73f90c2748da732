package dev.pentimento.evaluation.joining;

import dev.pentimento.events.DeadLetter;

/** The output of the label intake to the join and to topics. */
public sealed interface IntakeOutput {
    record Accepted(LabelArrival label) implements IntakeOutput {}

    record Refused(DeadLetter letter) implements IntakeOutput {}
}
