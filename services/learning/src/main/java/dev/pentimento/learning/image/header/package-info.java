/** What the headers of image files say: sizes, colours, tags, and how an image is to be turned. Nothing decodes here. */
@NullMarked
package dev.pentimento.learning.image.header;

import org.jspecify.annotations.NullMarked;
