/** Model versions, and the commands about them. */
@NullMarked
package dev.pentimento.dashboard.versions;

import org.jspecify.annotations.NullMarked;
