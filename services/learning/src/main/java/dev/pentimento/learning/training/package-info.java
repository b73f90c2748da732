/** Training of encoder and classifier, and of a whole initial version: seeded, cancellable, deterministic. */
@NullMarked
package dev.pentimento.learning.training;

import org.jspecify.annotations.NullMarked;
