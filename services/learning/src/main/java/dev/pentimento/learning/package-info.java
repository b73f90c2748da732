@NullMarked
package dev.pentimento.learning;

import org.jspecify.annotations.NullMarked;
