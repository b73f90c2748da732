/** Turns pixels into embeddings: how many images at once, and what happens if an encoder fails. */
@NullMarked
package dev.pentimento.embedding.inference;

import org.jspecify.annotations.NullMarked;
