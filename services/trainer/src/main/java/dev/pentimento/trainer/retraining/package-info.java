/** From labelled images to new corrections: what is remembered, when it is time to learn, and the learning. */
@NullMarked
package dev.pentimento.trainer.retraining;

import org.jspecify.annotations.NullMarked;
