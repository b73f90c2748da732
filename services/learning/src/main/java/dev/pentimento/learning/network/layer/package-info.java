/** Layers of the networks, their weights, and how a forward pass treats them. */
@NullMarked
package dev.pentimento.learning.network.layer;

import org.jspecify.annotations.NullMarked;
