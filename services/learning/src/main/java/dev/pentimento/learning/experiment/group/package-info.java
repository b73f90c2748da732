/** Groups of runs that answer one question, each with its arms. */
@NullMarked
package dev.pentimento.learning.experiment.group;

import org.jspecify.annotations.NullMarked;
