/** The part for the embedding service: encoders, and which of them serve. */
@NullMarked
package dev.pentimento.serving.encoders;

import org.jspecify.annotations.NullMarked;
