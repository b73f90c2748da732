/** How the page reads and writes topics. */
@NullMarked
package dev.pentimento.dashboard.topics;

import org.jspecify.annotations.NullMarked;
