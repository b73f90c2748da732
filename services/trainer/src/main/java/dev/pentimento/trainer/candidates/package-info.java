/** Handles the versions submitted by publishers. */
@NullMarked
package dev.pentimento.trainer.candidates;

import org.jspecify.annotations.NullMarked;
