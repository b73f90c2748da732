/** Quality of the arms by window and since each version became champion, and the verdict as text. */
@NullMarked
package dev.pentimento.dashboard.quality;

import org.jspecify.annotations.NullMarked;
