/** The rights that a user needs in Kafka, by name, and which of them are missing. It knows none of our topics. */
@NullMarked
package dev.pentimento.platform.rights;

import org.jspecify.annotations.NullMarked;
