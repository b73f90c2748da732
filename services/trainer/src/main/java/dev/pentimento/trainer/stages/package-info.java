/** The life of a version: which stage follows which, on whose wish and on what evidence. Pure. */
@NullMarked
package dev.pentimento.trainer.stages;

import org.jspecify.annotations.NullMarked;
