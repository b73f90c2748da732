/** Which files of former versions are deleted. */
@NullMarked
package dev.pentimento.trainer.pruning;

import org.jspecify.annotations.NullMarked;
