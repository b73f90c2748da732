/** The system in one process: a real Kafka broker, and everything around it. */
@NullMarked
package dev.pentimento.cli.stack;

import org.jspecify.annotations.NullMarked;
