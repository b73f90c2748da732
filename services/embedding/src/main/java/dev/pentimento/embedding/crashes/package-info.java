/**
 * Finds the record that crashes the process, by marks in the metadata of the group's committed offsets. The marks
 * survive the process, its machine and a rebalance. In normal operation they cost no request, because every transaction
 * commits offsets anyway.
 */
@NullMarked
package dev.pentimento.embedding.crashes;

import org.jspecify.annotations.NullMarked;
