@NullMarked
package dev.pentimento.embedding.decoding;

import org.jspecify.annotations.NullMarked;
