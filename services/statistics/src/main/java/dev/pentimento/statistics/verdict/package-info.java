@NullMarked
package dev.pentimento.statistics.verdict;

import org.jspecify.annotations.NullMarked;
