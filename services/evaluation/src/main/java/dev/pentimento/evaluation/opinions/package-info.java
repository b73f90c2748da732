/**
 * What the arms say about images, as the steps of the stream exchange it: {@link
 * dev.pentimento.evaluation.opinions.JudgedRows} of a batch, {@link dev.pentimento.evaluation.opinions.JudgedImage} of one
 * image.
 */
@NullMarked
package dev.pentimento.evaluation.opinions;

import org.jspecify.annotations.NullMarked;
