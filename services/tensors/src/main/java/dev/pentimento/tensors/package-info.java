/** Plain arrays with a shape, which statistics and networks exchange. */
@NullMarked
package dev.pentimento.tensors;

import org.jspecify.annotations.NullMarked;
