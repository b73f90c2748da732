package dev.pentimento.platform.kafka;

import java.time.Instant;

/** Where the reading of a topic's partitions starts. */
public sealed interface Start {
    Start BEGINNING = new Beginning();

    /** Only new records. A partition that is added later is still read from its beginning. */
    Start END = new End();

    /** At the group's committed offset; without one, at the beginning. */
    Start COMMITTED = new Committed();

    /** See {@link #BEGINNING}. */
    record Beginning() implements Start {}

    /** See {@link #END}. */
    record End() implements Start {}

    /** See {@link #COMMITTED}. */
    record Committed() implements Start {}

    /** This many offsets before the end of each partition. */
    record Tail(long offsets) implements Start {}

    /** At this offset of each partition, or at its end if that is earlier. */
    record Offset(long offset) implements Start {}

    /** The first record with this timestamp or a later one; timestamps need not rise with the offsets. */
    record At(Instant time) implements Start {}
}
