/** The classifier behind a correction: its gradients pass through, its weights stay. */
@NullMarked
package dev.pentimento.learning.correction.frozen;

import org.jspecify.annotations.NullMarked;
