/** The registry of model versions, as the topics show it, and commands to the trainer who owns it. */
@NullMarked
package dev.pentimento.cli.models;

import org.jspecify.annotations.NullMarked;
