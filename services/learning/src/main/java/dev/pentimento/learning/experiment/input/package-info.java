/** The data, embeddings and networks that the runs of one seed share. */
@NullMarked
package dev.pentimento.learning.experiment.input;

import org.jspecify.annotations.NullMarked;
