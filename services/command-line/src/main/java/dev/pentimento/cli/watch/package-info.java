/** Follows the streams of events. */
@NullMarked
package dev.pentimento.cli.watch;

import org.jspecify.annotations.NullMarked;
