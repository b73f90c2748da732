/**
 * Topics, clients, events on the wire, and the reading of topics outside Kafka Streams:
 * {@link dev.pentimento.platform.kafka.TopicReader} to the end or as records come,
 * {@link dev.pentimento.platform.kafka.TopicFollower} on a thread of its own, and
 * {@link dev.pentimento.platform.kafka.RecordFetch} at known places.
 */
@NullMarked
package dev.pentimento.platform.kafka;

import org.jspecify.annotations.NullMarked;
