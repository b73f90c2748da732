/** The commands that show model versions, and those that ask the trainer to change them. */
@NullMarked
package dev.pentimento.cli.models;

import org.jspecify.annotations.NullMarked;
