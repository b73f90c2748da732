/** The thesis's contrastive learning: distances, losses, pairs, and two towers with shared weights. */
@NullMarked
package dev.pentimento.learning.contrastive;

import org.jspecify.annotations.NullMarked;
