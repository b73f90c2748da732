/**
 * Topics, clients, events on the wire, and the reading of topics outside Kafka Streams:
 * {@link dev.pentimento.platform.kafka.TopicReader} to the end or as records arrive,
 * {@link dev.pentimento.platform.kafka.TopicFollower} on its own thread, and
 * {@link dev.pentimento.platform.kafka.RecordFetch} at known positions.
 */
@NullMarked
package dev.pentimento.platform.kafka;

import org.jspecify.annotations.NullMarked;
