/** Whose fault a failure is, for embedding and evaluation alike. */
@NullMarked
package dev.pentimento.serving.faults;

import org.jspecify.annotations.NullMarked;
