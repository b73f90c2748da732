/** Answers of servers that may be anything, and TLS. */
@NullMarked
package dev.pentimento.schemas.http;

import org.jspecify.annotations.NullMarked;
