@NullMarked
package dev.pentimento.serving.faults;

import org.jspecify.annotations.NullMarked;
