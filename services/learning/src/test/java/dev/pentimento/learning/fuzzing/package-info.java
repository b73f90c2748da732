/** Files that somebody damaged, by chance or on purpose. */
@NullMarked
package dev.pentimento.learning.fuzzing;

import org.jspecify.annotations.NullMarked;
