/** Commands for records that could not be used. */
@NullMarked
package dev.pentimento.cli.deadletters;

import org.jspecify.annotations.NullMarked;
