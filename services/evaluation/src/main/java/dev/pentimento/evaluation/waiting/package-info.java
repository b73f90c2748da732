/**
 * How a task of the stream waits for networks without keeping its transaction open for long: {@link
 * dev.pentimento.evaluation.waiting.BoundedWait}.
 */
@NullMarked
package dev.pentimento.evaluation.waiting;

import org.jspecify.annotations.NullMarked;
