/** Quality of the arms by window and since each version began, and the verdict in words. */
@NullMarked
package dev.pentimento.dashboard.quality;

import org.jspecify.annotations.NullMarked;
