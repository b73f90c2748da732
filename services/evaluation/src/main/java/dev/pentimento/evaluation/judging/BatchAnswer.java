package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.opinions.JudgedRows;

/** What the versions of a lease answered about a batch, or about a part of it. */
public sealed interface BatchAnswer {
    /** The champion answered these rows. */
    record Answered(JudgedRows rows) implements BatchAnswer {}

    /** The champion's networks could not answer this image. */
    record Unanswered(int row, RuntimeException failure) implements BatchAnswer {}

    /** Nobody was asked about this image: the process ended so often while the networks judged it alone. */
    record Crashing(int row, int ends) implements BatchAnswer {}
}
