/** The commands that show model versions, and those that send requests to the trainer. */
@NullMarked
package dev.pentimento.cli.models;

import org.jspecify.annotations.NullMarked;
