/** Who may publish versions: signatures, and networks that are programs. */
@NullMarked
package dev.pentimento.platform.trust;

import org.jspecify.annotations.NullMarked;
