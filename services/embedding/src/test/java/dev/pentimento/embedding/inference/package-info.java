@NullMarked
package dev.pentimento.embedding.inference;

import org.jspecify.annotations.NullMarked;
