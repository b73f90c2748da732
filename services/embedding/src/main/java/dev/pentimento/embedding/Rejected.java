package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetterReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that becomes a dead letter. */
record Rejected(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail) {}
