@NullMarked
package dev.pentimento.embedding.fetching;

import org.jspecify.annotations.NullMarked;
