/** The results of runs: figures, losses, maps, pictures, and their JSON form. */
@NullMarked
package dev.pentimento.learning.experiment.result;

import org.jspecify.annotations.NullMarked;
