/** The process that a command runs in: terminal, log, and the signal to stop. */
@NullMarked
package dev.pentimento.cli.process;

import org.jspecify.annotations.NullMarked;
