/** Plain arrays with a shape, exchanged between statistics and networks. */
@NullMarked
package dev.pentimento.tensors;

import org.jspecify.annotations.NullMarked;
