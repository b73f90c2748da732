/**
 * Turns images into embeddings, exactly once.
 *
 * <p>One thread polls. It decodes, embeds and writes the images pass by pass. A pass takes about a second, and is one
 * transaction that includes the consumer's offsets. The group's metadata is read right after the poll (KIP-447): if a
 * partition moves afterwards, the broker refuses the offsets and the transaction is aborted. Nothing is buffered
 * between polls. A crash leaves only an open transaction, which the next producer with the same transactional id
 * aborts.
 */
@NullMarked
package dev.pentimento.embedding;

import org.jspecify.annotations.NullMarked;
