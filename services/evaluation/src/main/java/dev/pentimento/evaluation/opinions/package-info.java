/**
 * The arms' opinions about images, as exchanged by the steps of the stream:
 * {@link dev.pentimento.evaluation.opinions.JudgedRows} of a batch,
 * {@link dev.pentimento.evaluation.opinions.JudgedImage} of one image.
 */
@NullMarked
package dev.pentimento.evaluation.opinions;

import org.jspecify.annotations.NullMarked;
