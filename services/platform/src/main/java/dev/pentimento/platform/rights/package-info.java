/** What a user needs in Kafka, by name, and which of it is missing. It knows no topic of ours. */
@NullMarked
package dev.pentimento.platform.rights;

import org.jspecify.annotations.NullMarked;
