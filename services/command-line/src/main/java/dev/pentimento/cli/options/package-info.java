/** Types of options that several commands share. */
@NullMarked
package dev.pentimento.cli.options;

import org.jspecify.annotations.NullMarked;
