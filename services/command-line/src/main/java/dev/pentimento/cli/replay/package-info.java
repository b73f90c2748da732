/** Evaluation of a version on images that are in the log already. */
@NullMarked
package dev.pentimento.cli.replay;

import org.jspecify.annotations.NullMarked;
