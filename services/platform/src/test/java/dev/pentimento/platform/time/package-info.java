@NullMarked
package dev.pentimento.platform.time;

import org.jspecify.annotations.NullMarked;
