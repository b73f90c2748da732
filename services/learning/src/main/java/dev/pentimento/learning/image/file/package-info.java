/**
 * Files of images: what one holds and what reading it takes, known from its header, and its pixels, row by row. No size, count or
 * nesting that a file claims is believed.
 */
@NullMarked
package dev.pentimento.learning.image.file;

import org.jspecify.annotations.NullMarked;
