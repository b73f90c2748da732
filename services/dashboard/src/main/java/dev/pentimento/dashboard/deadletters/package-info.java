/** Records that could not be used. */
@NullMarked
package dev.pentimento.dashboard.deadletters;

import org.jspecify.annotations.NullMarked;
