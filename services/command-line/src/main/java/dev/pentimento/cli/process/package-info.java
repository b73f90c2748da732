/** The process in which a command runs: terminal, log, and the stop signal. */
@NullMarked
package dev.pentimento.cli.process;

import org.jspecify.annotations.NullMarked;
