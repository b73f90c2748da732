package dev.pentimento.evaluation;

/** What comes to the join, still encoded. */
sealed interface Arrival {
    byte[] value();

    /** An {@link OpinionBatch}; the record's key is the partition. */
    record OfOpinions(byte[] value) implements Arrival {}

    /** A {@link LabelArrival}; the record's key is the image id. */
    record OfLabel(byte[] value) implements Arrival {}
}
