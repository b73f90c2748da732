/** Learning a correction of embeddings in front of a frozen classifier. */
@NullMarked
package dev.pentimento.learning.correction;

import org.jspecify.annotations.NullMarked;
