/** Reading responses of untrusted servers, and TLS. */
@NullMarked
package dev.pentimento.schemas.http;

import org.jspecify.annotations.NullMarked;
