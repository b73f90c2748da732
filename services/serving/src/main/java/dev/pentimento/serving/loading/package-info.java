/** Turns a version's files into networks that are verified, tested and warmed up. */
@NullMarked
package dev.pentimento.serving.loading;

import org.jspecify.annotations.NullMarked;
