/**
 * Draws images that are worth a label, within a budget. {@link dev.pentimento.evaluation.requests.LabelDrawing} draws
 * the images of one task; the probabilities come from {@code statistics}.
 */
@NullMarked
package dev.pentimento.evaluation.requests;

import org.jspecify.annotations.NullMarked;
