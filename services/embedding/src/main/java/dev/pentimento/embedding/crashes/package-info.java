/**
 * Finds the record that ends the process, by marks in the metadata of the group's committed offsets. They survive the
 * process, its machine and a rebalance, and in ordinary work they cost no request: every transaction commits offsets
 * anyway.
 */
@NullMarked
package dev.pentimento.embedding.crashes;

import org.jspecify.annotations.NullMarked;
