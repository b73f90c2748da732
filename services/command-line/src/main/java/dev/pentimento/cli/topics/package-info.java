/** The topics of an installation. */
@NullMarked
package dev.pentimento.cli.topics;

import org.jspecify.annotations.NullMarked;
