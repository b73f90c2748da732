/** Health and metrics, where operators look. */
@NullMarked
package dev.pentimento.platform.operations;

import org.jspecify.annotations.NullMarked;
