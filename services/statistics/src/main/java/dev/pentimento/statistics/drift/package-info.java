/** The reference that drift is measured against, and how far a correction moves embeddings. */
@NullMarked
package dev.pentimento.statistics.drift;

import org.jspecify.annotations.NullMarked;
