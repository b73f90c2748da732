/** How commands connect to Kafka and the schema registry, and read topics. */
@NullMarked
package dev.pentimento.cli.connection;

import org.jspecify.annotations.NullMarked;
