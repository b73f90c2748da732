/** The command {@code pentimento}. Each subcommand has its own package. */
@NullMarked
package dev.pentimento.cli;

import org.jspecify.annotations.NullMarked;
