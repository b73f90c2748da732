@NullMarked
package dev.pentimento.statistics.quality;

import org.jspecify.annotations.NullMarked;
