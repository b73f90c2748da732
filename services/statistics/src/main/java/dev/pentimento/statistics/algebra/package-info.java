/** Linear algebra for inputs on which the library gives up. */
@NullMarked
package dev.pentimento.statistics.algebra;

import org.jspecify.annotations.NullMarked;
