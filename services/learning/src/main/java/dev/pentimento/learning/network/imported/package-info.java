/** Networks that users bring, whatever made them. */
@NullMarked
package dev.pentimento.learning.network.imported;

import org.jspecify.annotations.NullMarked;
