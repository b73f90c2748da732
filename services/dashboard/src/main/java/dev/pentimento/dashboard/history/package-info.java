/** How much the page keeps, and what it evicts first. */
@NullMarked
package dev.pentimento.dashboard.history;

import org.jspecify.annotations.NullMarked;
