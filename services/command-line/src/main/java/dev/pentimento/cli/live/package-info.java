/** Tables of how things stand, with what they were a short while ago as sparklines. */
@NullMarked
package dev.pentimento.cli.live;

import org.jspecify.annotations.NullMarked;
