/** The stages of a version: which follows which, by which command or evidence. Pure functions. */
@NullMarked
package dev.pentimento.trainer.stages;

import org.jspecify.annotations.NullMarked;
