/** Networks: data, training, corrections, inference and experiments. */
@NullMarked
package dev.pentimento.learning;

import org.jspecify.annotations.NullMarked;
