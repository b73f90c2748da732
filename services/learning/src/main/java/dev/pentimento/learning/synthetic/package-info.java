/** The thesis's synthetic embeddings, and what the best classifier of them could achieve. */
@NullMarked
package dev.pentimento.learning.synthetic;

import org.jspecify.annotations.NullMarked;
