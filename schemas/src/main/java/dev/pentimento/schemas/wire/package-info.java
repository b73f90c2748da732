/** Records in Confluent's wire format: header, encoding, decoding. */
@NullMarked
package dev.pentimento.schemas.wire;

import org.jspecify.annotations.NullMarked;
