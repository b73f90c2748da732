/** The part for the evaluation: classifiers and corrections, and which versions judge which batch. */
@NullMarked
package dev.pentimento.serving.judges;

import org.jspecify.annotations.NullMarked;
