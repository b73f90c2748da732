/** Follows event streams. */
@NullMarked
package dev.pentimento.cli.watch;

import org.jspecify.annotations.NullMarked;
