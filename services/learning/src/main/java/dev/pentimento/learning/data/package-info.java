/**
 * Labelled images for training and streaming: their formats, and the drift that an experiment applies to them. {@code
 * Datasets.open} reads any of them.
 */
@NullMarked
package dev.pentimento.learning.data;

import org.jspecify.annotations.NullMarked;
