/** Inference: encoder, classifier and correction behind interfaces that hide the engine. */
@NullMarked
package dev.pentimento.learning.inference;

import org.jspecify.annotations.NullMarked;
