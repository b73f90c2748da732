/** Turns records of {@code images} into pixels, on several threads. */
@NullMarked
package dev.pentimento.embedding.decoding;

import org.jspecify.annotations.NullMarked;
