/** {@code pentimento train}: from a data set to a published version. */
@NullMarked
package dev.pentimento.cli.train;

import org.jspecify.annotations.NullMarked;
