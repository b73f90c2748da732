package dev.pentimento.evaluation.state;

/** The value of a store that is a set of keys. */
public enum Mark {
    PRESENT;

    /** Only the format byte. Before, the value was a 1. */
    public static final VersionedFormat<Mark> FORMAT = VersionedFormat.<Mark>of(
                    VersionedFormat.FIRST, (mark, packer) -> {}, unpacker -> PRESENT)
            .readsWithoutFormat(unpacker -> {
                if (unpacker.raw() != 1) {
                    throw new IllegalArgumentException("no mark");
                }
                return PRESENT;
            });
}
