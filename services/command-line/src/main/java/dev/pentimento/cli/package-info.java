/** The command {@code pentimento}. Each subcommand is in a package of its own. */
@NullMarked
package dev.pentimento.cli;

import org.jspecify.annotations.NullMarked;
