/** Which versions judge: networks loaded off the serving path, swapped at once, closed when nobody uses them any more. */
@NullMarked
package dev.pentimento.evaluation.models;

import org.jspecify.annotations.NullMarked;
