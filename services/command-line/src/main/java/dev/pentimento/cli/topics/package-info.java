/** The command that lists, checks and creates topics. */
@NullMarked
package dev.pentimento.cli.topics;

import org.jspecify.annotations.NullMarked;
