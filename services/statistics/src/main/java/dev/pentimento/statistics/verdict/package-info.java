/** Decides which of two arms is right more often, with evidence that stays valid however often it is looked at. */
@NullMarked
package dev.pentimento.statistics.verdict;

import org.jspecify.annotations.NullMarked;
