/** From a version's files to networks that are verified, tried and warmed up. */
@NullMarked
package dev.pentimento.serving.loading;

import org.jspecify.annotations.NullMarked;
