/** Simple classifiers of embeddings, as baselines. */
@NullMarked
package dev.pentimento.learning.baseline;

import org.jspecify.annotations.NullMarked;
