/** Whether a device computes what it should, and how fast it is. */
@NullMarked
package dev.pentimento.learning.benchmark;

import org.jspecify.annotations.NullMarked;
