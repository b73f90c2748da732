/** The command that prints the reference of all settings. */
@NullMarked
package dev.pentimento.cli.settings;

import org.jspecify.annotations.NullMarked;
