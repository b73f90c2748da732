/** The command that prints the rights that each program needs in Kafka. */
@NullMarked
package dev.pentimento.cli.rights;

import org.jspecify.annotations.NullMarked;
