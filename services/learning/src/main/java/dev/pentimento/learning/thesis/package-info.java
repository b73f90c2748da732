/** The thesis's whole experiment on given embeddings, including its defects: the baseline for the recipe. */
@NullMarked
package dev.pentimento.learning.thesis;

import org.jspecify.annotations.NullMarked;
