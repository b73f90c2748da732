@NullMarked
package dev.pentimento.trainer;

import org.jspecify.annotations.NullMarked;
