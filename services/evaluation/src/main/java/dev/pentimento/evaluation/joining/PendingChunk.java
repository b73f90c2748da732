package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.state.VersionedFormat;

/**
 * Changes of counts in their stored form.
 *
 * @param handOvers number of earlier hand-overs
 * @param changes packed, because they refer to line-ups of another store
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PendingChunk(long handOvers, byte[] changes) {
    static final VersionedFormat<PendingChunk> FORMAT = VersionedFormat.<PendingChunk>first(
            (chunk, packer) -> packer.number(chunk.handOvers()).rest(chunk.changes()),
            unpacker -> new PendingChunk(unpacker.number(), unpacker.rest()));
}
