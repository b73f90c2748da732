/** {@code pentimento produce}: sends the images and labels of a data set. */
@NullMarked
package dev.pentimento.cli.produce;

import org.jspecify.annotations.NullMarked;
