/** What can go wrong with a record or with the registry. */
@NullMarked
package dev.pentimento.schemas.errors;

import org.jspecify.annotations.NullMarked;
