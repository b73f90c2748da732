/**
 * The stream's state on this machine's disk: what of it is damaged ({@link dev.pentimento.evaluation.disk.LocalState}), and
 * whether the disk is full ({@link dev.pentimento.evaluation.disk.DiskSpace}), and the memory that reading and writing it may
 * take ({@link dev.pentimento.evaluation.disk.StoreMemory}).
 */
@NullMarked
package dev.pentimento.evaluation.disk;

import org.jspecify.annotations.NullMarked;
