@NullMarked
package dev.pentimento.statistics;

import org.jspecify.annotations.NullMarked;
