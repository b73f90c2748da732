/**
 * Images to embeddings: each forward pass is a transaction.
 *
 * <p>What a poll found is decoded, embedded and written together with the consumer's offsets, pass by pass, by one thread:
 * a pass is what takes about a second. The group's metadata is taken right after the poll (KIP-447): had a rebalance moved a partition since, the
 * broker refuses the offsets and the whole transaction is aborted. Nothing is buffered between polls, so whatever dies
 * leaves nothing behind but an open transaction, which the next producer with the same transactional id ends.
 */
@NullMarked
package dev.pentimento.embedding;

import org.jspecify.annotations.NullMarked;
