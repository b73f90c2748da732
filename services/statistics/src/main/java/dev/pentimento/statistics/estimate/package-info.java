@NullMarked
package dev.pentimento.statistics.estimate;

import org.jspecify.annotations.NullMarked;
