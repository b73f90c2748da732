@NullMarked
package dev.pentimento.embedding.crashes;

import org.jspecify.annotations.NullMarked;
