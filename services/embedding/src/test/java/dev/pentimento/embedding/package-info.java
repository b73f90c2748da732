@NullMarked
package dev.pentimento.embedding;

import org.jspecify.annotations.NullMarked;
