/** The complete state shown by the page, derived from the events so far. Independent of Kafka and HTTP. */
@NullMarked
package dev.pentimento.dashboard.state;

import org.jspecify.annotations.NullMarked;
