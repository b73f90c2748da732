/** The classifier behind a correction: gradients pass through it, but its weights do not change. */
@NullMarked
package dev.pentimento.learning.correction.frozen;

import org.jspecify.annotations.NullMarked;
