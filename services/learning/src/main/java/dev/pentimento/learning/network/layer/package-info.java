/** The networks' layers, their weights, and the settings of a forward pass. */
@NullMarked
package dev.pentimento.learning.network.layer;

import org.jspecify.annotations.NullMarked;
