/** How much the page remembers, and what it forgets first. */
@NullMarked
package dev.pentimento.dashboard.history;

import org.jspecify.annotations.NullMarked;
