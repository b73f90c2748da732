/** Failures and what caused them. */
@NullMarked
package dev.pentimento.platform.failures;

import org.jspecify.annotations.NullMarked;
