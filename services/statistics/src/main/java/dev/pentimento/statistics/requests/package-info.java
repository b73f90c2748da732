/** Which images are drawn for a label, and with which probability. */
@NullMarked
package dev.pentimento.statistics.requests;

import org.jspecify.annotations.NullMarked;
