/** The thesis's synthetic embeddings, and the accuracy of the best possible classifier. */
@NullMarked
package dev.pentimento.learning.synthetic;

import org.jspecify.annotations.NullMarked;
