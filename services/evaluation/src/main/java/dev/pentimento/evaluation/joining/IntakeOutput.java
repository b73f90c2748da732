package dev.pentimento.evaluation.joining;

import dev.pentimento.events.DeadLetter;

/** What the label intake sends to the join and to topics. */
public sealed interface IntakeOutput {
    record Accepted(LabelArrival label) implements IntakeOutput {}

    record Refused(DeadLetter letter) implements IntakeOutput {}
}
