/** From records of {@code images} to pixels, on several threads. */
@NullMarked
package dev.pentimento.embedding.decoding;

import org.jspecify.annotations.NullMarked;
