/** Simple classifiers of embeddings to compare with. */
@NullMarked
package dev.pentimento.learning.baseline;

import org.jspecify.annotations.NullMarked;
