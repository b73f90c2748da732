/**
 * The stream's state on this machine's disk: which of it is damaged
 * ({@link dev.pentimento.evaluation.disk.LocalState}), whether the disk is full
 * ({@link dev.pentimento.evaluation.disk.DiskSpace}), and how much memory reading and writing it may use
 * ({@link dev.pentimento.evaluation.disk.StoreMemory}).
 */
@NullMarked
package dev.pentimento.evaluation.disk;

import org.jspecify.annotations.NullMarked;
