/** Maps of embeddings in two dimensions. */
@NullMarked
package dev.pentimento.statistics.projection;

import org.jspecify.annotations.NullMarked;
