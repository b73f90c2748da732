/** Contrastive learning of the thesis: distances, losses, pairs, and two towers that share their weights. */
@NullMarked
package dev.pentimento.learning.contrastive;

import org.jspecify.annotations.NullMarked;
