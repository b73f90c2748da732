/** The latest images: their positions on the map, their flips, their rate, and their embeddings on request. */
@NullMarked
package dev.pentimento.dashboard.images;

import org.jspecify.annotations.NullMarked;
