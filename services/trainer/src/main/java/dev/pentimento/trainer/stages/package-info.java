/** The stages of a version, and which command or evidence leads from one to the next. Pure functions. */
@NullMarked
package dev.pentimento.trainer.stages;

import org.jspecify.annotations.NullMarked;
