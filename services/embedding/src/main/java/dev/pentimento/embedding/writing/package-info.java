/** Turns embeddings into the records of one transaction. */
@NullMarked
package dev.pentimento.embedding.writing;

import org.jspecify.annotations.NullMarked;
