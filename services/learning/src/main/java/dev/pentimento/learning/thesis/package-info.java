/**
 * The thesis's whole experiment on given embeddings, faithful to its defects: the baseline that the recipe is measured
 * against.
 */
@NullMarked
package dev.pentimento.learning.thesis;

import org.jspecify.annotations.NullMarked;
