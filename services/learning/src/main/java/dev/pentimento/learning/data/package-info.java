/**
 * Labelled images to learn from and to stream: the formats they come in, and the drift that an experiment puts on them.
 * {@code Datasets.open} reads any of them.
 */
@NullMarked
package dev.pentimento.learning.data;

import org.jspecify.annotations.NullMarked;
