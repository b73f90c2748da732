/** From labelled images to new corrections: which images are kept, when a training starts, and the training itself. */
@NullMarked
package dev.pentimento.trainer.retraining;

import org.jspecify.annotations.NullMarked;
