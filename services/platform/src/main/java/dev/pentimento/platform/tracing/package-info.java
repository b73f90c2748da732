/**
 * Traces: the context of an image's trace in the headers of records
 * ({@link dev.pentimento.platform.tracing.TraceHeaders}), and the spans of a service
 * ({@link dev.pentimento.platform.tracing.Tracing}). Decision 0030 gives the reasons.
 */
@NullMarked
package dev.pentimento.platform.tracing;

import org.jspecify.annotations.NullMarked;
