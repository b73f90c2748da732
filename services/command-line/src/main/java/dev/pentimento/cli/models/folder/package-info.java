/** Folders with a network as other tools write them, and what they say about images. */
@NullMarked
package dev.pentimento.cli.models.folder;

import org.jspecify.annotations.NullMarked;
