/** The live page's service: reads the small events from the topics, keeps a bounded picture of them, and serves it. */
@NullMarked
package dev.pentimento.dashboard;

import org.jspecify.annotations.NullMarked;
