/** Networks as data: architecture descriptors, layers and weights, and the safetensors files that store them. */
@NullMarked
package dev.pentimento.learning.network;

import org.jspecify.annotations.NullMarked;
