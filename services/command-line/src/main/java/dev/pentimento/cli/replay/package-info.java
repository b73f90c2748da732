/** {@code pentimento replay}: evaluates a version on images that are already in the log. */
@NullMarked
package dev.pentimento.cli.replay;

import org.jspecify.annotations.NullMarked;
