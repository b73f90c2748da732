/** Images that a record gives by address: which addresses are allowed, and how much is read from them. */
@NullMarked
package dev.pentimento.embedding.fetching;

import org.jspecify.annotations.NullMarked;
