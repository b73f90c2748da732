/** Types of options that several commands have. */
@NullMarked
package dev.pentimento.cli.options;

import org.jspecify.annotations.NullMarked;
