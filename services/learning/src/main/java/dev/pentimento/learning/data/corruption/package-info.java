/** Corruptions of images: the drift of experiments, of the demo and of tests. */
@NullMarked
package dev.pentimento.learning.data.corruption;

import org.jspecify.annotations.NullMarked;
