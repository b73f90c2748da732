/** Sends data sets as images and labels. */
@NullMarked
package dev.pentimento.cli.produce;

import org.jspecify.annotations.NullMarked;
