/** Errors caused by a record or by the registry. */
@NullMarked
package dev.pentimento.schemas.errors;

import org.jspecify.annotations.NullMarked;
