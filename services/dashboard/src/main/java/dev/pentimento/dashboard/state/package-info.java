/** The whole picture that the page shows, from the events so far. No Kafka and no HTTP in here. */
@NullMarked
package dev.pentimento.dashboard.state;

import org.jspecify.annotations.NullMarked;
