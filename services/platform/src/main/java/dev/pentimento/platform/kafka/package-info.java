/** Topics, clients and events on the wire. */
@NullMarked
package dev.pentimento.platform.kafka;

import org.jspecify.annotations.NullMarked;
