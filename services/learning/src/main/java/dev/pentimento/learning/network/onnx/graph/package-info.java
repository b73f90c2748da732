/** ONNX files as graphs: what they take and give, and how one is cut, without computing it. */
@NullMarked
package dev.pentimento.learning.network.onnx.graph;

import org.jspecify.annotations.NullMarked;
