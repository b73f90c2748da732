/**
 * Experiments that show whether a correction helps: the same protocol for every arm, seed and data set, saved to disk
 * while it runs, and reported on its own page.
 */
@NullMarked
package dev.pentimento.learning.experiment;

import org.jspecify.annotations.NullMarked;
