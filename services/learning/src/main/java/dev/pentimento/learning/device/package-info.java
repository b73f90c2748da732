/** Where the engine computes: the choice of device and of the engine's threads. */
@NullMarked
package dev.pentimento.learning.device;

import org.jspecify.annotations.NullMarked;
