package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.opinions.JudgedRows;

/** The answers of a lease's versions for a batch, or for a part of it. */
public sealed interface BatchAnswer {
    /** The champion answered these rows. */
    record Answered(JudgedRows rows) implements BatchAnswer {}

    /** The champion's networks could not answer this image. */
    record Unanswered(int row, RuntimeException failure) implements BatchAnswer {}

    /** This image was not judged, because the process crashed too often while the networks judged it alone. */
    record Crashing(int row, int ends) implements BatchAnswer {}
}
