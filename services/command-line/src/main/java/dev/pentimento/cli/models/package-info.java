/** The registry of model versions, as the topics show it. */
@NullMarked
package dev.pentimento.cli.models;

import org.jspecify.annotations.NullMarked;
