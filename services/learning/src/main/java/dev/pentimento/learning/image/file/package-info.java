/**
 * Image files: their contents and the cost of reading them, known from the header, and their pixels, row by row. No
 * size, count or nesting declared in a file is trusted.
 */
@NullMarked
package dev.pentimento.learning.image.file;

import org.jspecify.annotations.NullMarked;
