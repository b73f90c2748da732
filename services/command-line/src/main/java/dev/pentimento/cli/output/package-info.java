/** Output formats: tables for people, JSON lines for programs. */
@NullMarked
package dev.pentimento.cli.output;

import org.jspecify.annotations.NullMarked;
