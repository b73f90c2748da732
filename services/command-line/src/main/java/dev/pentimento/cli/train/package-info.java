/** {@code pentimento train}: trains a version from a data set and publishes it. */
@NullMarked
package dev.pentimento.cli.train;

import org.jspecify.annotations.NullMarked;
