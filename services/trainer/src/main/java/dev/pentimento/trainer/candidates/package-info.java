/** What becomes of versions that people publish. */
@NullMarked
package dev.pentimento.trainer.candidates;

import org.jspecify.annotations.NullMarked;
