/**
 * Experiments that show whether a correction helps: the same protocol for every arm, seed and data set, kept on disk while
 * it runs, told in a report of its own.
 */
@NullMarked
package dev.pentimento.learning.experiment;

import org.jspecify.annotations.NullMarked;
