/** Networks as data: architecture descriptors, their layers and weights, and the safetensors files they travel in. */
@NullMarked
package dev.pentimento.learning.network;

import org.jspecify.annotations.NullMarked;
