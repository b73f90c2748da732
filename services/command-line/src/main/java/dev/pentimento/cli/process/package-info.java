/** The process that a command runs in: where it writes, what it logs, when it shall end. */
@NullMarked
package dev.pentimento.cli.process;

import org.jspecify.annotations.NullMarked;
