/** The command {@code pentimento}: its frame. Each sub command is in the package of its matter. */
@NullMarked
package dev.pentimento.cli;

import org.jspecify.annotations.NullMarked;
