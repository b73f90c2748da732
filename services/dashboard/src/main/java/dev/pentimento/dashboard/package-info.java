/** The live page's service: it reads the small events from the topics, keeps a bounded view of them, and serves it. */
@NullMarked
package dev.pentimento.dashboard;

import org.jspecify.annotations.NullMarked;
