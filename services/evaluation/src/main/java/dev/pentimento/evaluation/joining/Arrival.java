package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.OpinionBatch;

/** The input of the join. */
public sealed interface Arrival {
    /** The record's key is the number of the partition. */
    record OfOpinions(OpinionBatch batch) implements Arrival {}

    /** The record's key is the image id. */
    record OfLabel(LabelArrival label) implements Arrival {}
}
