/** The page's reading and writing of topics. */
@NullMarked
package dev.pentimento.dashboard.topics;

import org.jspecify.annotations.NullMarked;
