/** Tables of the current state, with its recent history as sparklines. */
@NullMarked
package dev.pentimento.cli.live;

import org.jspecify.annotations.NullMarked;
