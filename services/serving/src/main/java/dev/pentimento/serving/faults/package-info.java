/** Finds out whose fault a failure is, for both embedding and evaluation. */
@NullMarked
package dev.pentimento.serving.faults;

import org.jspecify.annotations.NullMarked;
