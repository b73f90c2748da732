/**
 * From images to embeddings, exactly once.
 *
 * <p>One thread polls. It decodes, embeds and writes the images pass by pass: a pass takes about a second, and is one
 * transaction with the consumer's offsets. The group's metadata is read right after the poll (KIP-447): if a partition
 * moves afterwards, the broker refuses the offsets and the transaction is aborted. Nothing is buffered between polls. A
 * crash leaves nothing but an open transaction, which the next producer with the same transactional id ends.
 */
@NullMarked
package dev.pentimento.embedding;

import org.jspecify.annotations.NullMarked;
