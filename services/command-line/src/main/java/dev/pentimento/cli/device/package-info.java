/** The command that tries a device. */
@NullMarked
package dev.pentimento.cli.device;

import org.jspecify.annotations.NullMarked;
