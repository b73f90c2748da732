@NullMarked
package dev.pentimento.platform;

import org.jspecify.annotations.NullMarked;
