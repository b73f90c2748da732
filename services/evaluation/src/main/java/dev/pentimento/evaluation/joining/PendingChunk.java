package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.state.VersionedFormat;

/**
 * Changes of counts as the store holds them.
 *
 * @param handOvers how many hand-overs came before
 * @param changes packed, since they refer to line-ups of another store
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PendingChunk(long handOvers, byte[] changes) {
    static final VersionedFormat<PendingChunk> FORMAT = VersionedFormat.<PendingChunk>first(
            (chunk, packer) -> packer.number(chunk.handOvers()).rest(chunk.changes()),
            unpacker -> new PendingChunk(unpacker.number(), unpacker.rest()));
}
