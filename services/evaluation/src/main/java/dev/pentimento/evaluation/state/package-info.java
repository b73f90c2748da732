/**
 * How stores hold values, in which formats, and when they delete them. {@link
 * dev.pentimento.evaluation.state.VersionedFormat} reads and writes values, {@link dev.pentimento.evaluation.state.KeyFormat}
 * keys, {@link dev.pentimento.evaluation.state.StoreBuilders} makes stores, {@link
 * dev.pentimento.evaluation.state.StoreSweep} visits their entries.
 */
@NullMarked
package dev.pentimento.evaluation.state;

import org.jspecify.annotations.NullMarked;
