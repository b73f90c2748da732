@NullMarked
package dev.pentimento.statistics.drift;

import org.jspecify.annotations.NullMarked;
