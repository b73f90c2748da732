/** Networks in ONNX, computed by ONNX Runtime. */
@NullMarked
package dev.pentimento.learning.network.onnx;

import org.jspecify.annotations.NullMarked;
