/** A client of Confluent's Schema Registry: addresses, credentials, retries, schemas. */
@NullMarked
package dev.pentimento.schemas.registry;

import org.jspecify.annotations.NullMarked;
