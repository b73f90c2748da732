/** The command that prints who needs which rights in Kafka. */
@NullMarked
package dev.pentimento.cli.rights;

import org.jspecify.annotations.NullMarked;
